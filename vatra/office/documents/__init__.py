"""What each document says: gathered in the reader's scope, by the name its declaration gives.

A module here that holds `SOURCES` is found by walking, so that another brings its own.
"""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from vatra.documents.making import Asked, Matter

Source = Callable[[Asked], Matter]


@cache
def sources() -> Mapping[str, Source]:
    """Every source by name."""
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        found |= getattr(import_module(module.name), "SOURCES", {})
    return found
