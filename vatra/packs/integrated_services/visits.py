"""Visits that met somebody, and visits to a closed door."""

from vatra.kit.dossiers import Entry
from vatra.packs.integrated_services import answers, names


def was_received(entry: Entry) -> bool:
    """Whether a visit met the family; a record of another kind says nothing of that."""
    met = answers.text(entry.answers, "outcome") if entry.form == names.HOME_VISIT else None
    return met in (None, "done")
