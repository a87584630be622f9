"""What can go wrong with what persons ask about their data, in words for the page."""

from __future__ import annotations


class PrivacyError(Exception):
    """Base of the expected failures of this part."""


class NoRequestError(PrivacyError):
    def __init__(self) -> None:
        super().__init__("Cererea nu este în teritoriul dumneavoastră.")


class ClosedRequestError(PrivacyError):
    def __init__(self) -> None:
        super().__init__(
            "La această cerere s-a răspuns. Datele persoanei se deschid numai pentru o cerere în lucru: "
            "înregistrați-o pe cea nouă."
        )


class NothingToEraseError(PrivacyError):
    def __init__(self) -> None:
        super().__init__(
            "Nicio intrare nu poate fi ștearsă acum: legea le păstrează pe toate până la datele arătate."
        )
