"""Desks are found by walking `vatra/desks`: a folder there is a part of the house, with no line elsewhere."""

import pkgutil
from importlib.util import find_spec
from typing import Final

from vatra import desks as home

PREFIX: Final = "vatra.desks."


def names() -> list[str]:
    """Dotted names of the desks' packages, in order."""
    return sorted(desk.name for desk in pkgutil.iter_modules(home.__path__, prefix=PREFIX) if desk.ispkg)


def apps() -> list[str]:
    """Desks with tables or a beginning of their own, for INSTALLED_APPS."""
    return [name for name in names() if find_spec(f"{name}.apps")]


def addresses() -> list[tuple[str, str]]:
    """(prefix of the address, module of addresses) of each desk."""
    return [(f"birou/{name.rpartition('.')[2]}/", f"{name}.urls") for name in names()]
