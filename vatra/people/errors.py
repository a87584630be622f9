"""What can go wrong with people's files, in words for the page."""

from __future__ import annotations


class PeopleError(Exception):
    """Base of the expected failures of this part."""


class ReasonError(PeopleError):
    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            f"Identitatea nu s-a deschis: motivul trebuie să aibă între {least} și {most} de semne. "
            "Scrieți de ce aveți nevoie să știți cine este, apoi încercați din nou."
        )


class UnknownGroupError(PeopleError):
    def __init__(self) -> None:
        super().__init__("Gospodăria nu este în teritoriul dumneavoastră.")
