"""The parts of the API that a token may be given, and the right each one asks of its role."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

PARTS: Final = MappingProxyType(
    {
        "figures": "indicators.read",
        "places": "places.read",
        "catalogue": "indicators.read",
        "reports": "export.make",
        "cases": "dossiers.read",
    }
)
# Cases, even without names, are for who asks for them by name.
DEFAULT: Final = ("figures", "places", "catalogue", "reports")
