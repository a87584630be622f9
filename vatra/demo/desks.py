"""What the desks add to the demonstration: each from its own module `demo`, if it has one.

A desk's module offers `build(users, today)`: it writes through the journal, does nothing the second
time, and answers how many of its entries were not accepted.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from vatra import desks
from vatra.accounts.demo import DemoUser


def build(users: Sequence[DemoUser], today: date) -> int:
    """Every desk's part; how many entries were not accepted (none, if all is well)."""
    found = pkgutil.iter_modules(desks.__path__, prefix="vatra.desks.")
    modules = [f"{desk.name}.demo" for desk in found if desk.ispkg and find_spec(f"{desk.name}.demo")]
    return sum(import_module(name).build(users, today) for name in sorted(modules))
