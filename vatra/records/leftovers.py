"""Files that came with a form at the desk which nobody saved: removed after the set days.

Bytes from phones come after their entry, so a file that no entry names was chosen at a desk (a refused
desk entry is not held either, its page still has it), or broke off on its way and will begin again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from vatra.database import scope
from vatra.records import attachments

DAY: Final = 24 * 3600
BATCH: Final = 500
# What else names files: the desks that keep their own, from their ``AppConfig.ready``.
_keepers: Final[list[Callable[[Collection[str]], set[str]]]] = []
NAMED: Final = "SELECT DISTINCT sha256 FROM records_attachmentuse WHERE sha256 = ANY (%s)"


def keep(keeper: Callable[[Collection[str]], set[str]]) -> None:
    """Have ``keeper`` asked (system scope) which of some files it names; those stay."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def remove(days: int) -> int:
    """Throw away what no entry names and nobody chose again for so many days; how many files."""
    removed = 0
    for batch in _batches(_old(time.time() - days * DAY)):
        with scope.system(), connection.cursor() as cursor:
            cursor.execute(NAMED, [batch])
            named = {name for (name,) in cursor.fetchall()}
            named = named.union(*(keeper(batch) for keeper in _keepers))
        for name in batch:
            if name not in named:
                attachments.discard(name)
                removed += 1
    return removed


def _old(before: float) -> Iterator[str]:
    """Names of complete and broken files last written before the moment."""
    folder = Path(settings.DATA_DIR) / "attachments"
    for path in sorted(folder.glob("??/*")):
        name = path.name.removesuffix(".part")
        if attachments.NAME.fullmatch(name) and path.stat().st_mtime < before:
            yield name


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in dict.fromkeys(names):
        batch.append(name)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
