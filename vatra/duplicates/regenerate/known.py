"""Files of which we know who is who: some persons of an invented county entered twice."""

from __future__ import annotations

import random

from vatra.duplicates.entered import Entered
from vatra.duplicates.regenerate.people import County
from vatra.duplicates.regenerate.slips import again


def people(persons: int, twice: float, seed: int) -> tuple[list[Entered], dict[str, str]]:
    """Invented files, shuffled, and ``{second file: first}`` for the persons entered twice."""
    choose = random.Random(seed)  # noqa: S311 - invented people, not secrets
    county = County(choose)
    files = list(county.people(persons))
    twins = [(person, again(choose, person, county)) for person in files if choose.random() < twice]
    files += [second for _, second in twins]
    choose.shuffle(files)
    return files, {second.id: first.id for first, second in twins}
