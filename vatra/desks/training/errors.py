"""What a page shows when something cannot be done."""

from __future__ import annotations

from collections.abc import Sequence


class NotTakenError(Exception):
    """A step that cannot be taken: (question, reason) in Romanian, none about a person."""

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__(len(reasons))
        self.reasons = list(reasons)


class NotKeptError(Exception):
    """A document that was not kept; the message is for the page."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message
