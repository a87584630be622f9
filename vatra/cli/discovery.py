"""Subcommands that the parts of Vatra bring with them.

A part with a module `commands` either names `app`, a Typer application mounted under the
part's name (`vatra places load`), or a function `register(cli)` that adds top commands
(`vatra demo`), or both.
"""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

import typer

import vatra

OWN = {"cli"}


def add_commands(cli: typer.Typer) -> None:
    for part in pkgutil.iter_modules(vatra.__path__):
        module_name = f"vatra.{part.name}.commands"
        if not part.ispkg or part.name in OWN or find_spec(module_name) is None:
            continue
        module = import_module(module_name)
        if hasattr(module, "app"):
            cli.add_typer(module.app, name=part.name)
        if hasattr(module, "register"):
            module.register(cli)
