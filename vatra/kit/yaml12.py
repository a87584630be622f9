"""YAML read without the surprises of YAML 1.1.

Only `true` and `false` are booleans (`yes` and `no` are answers of forms), dates and hours stay
text, a number with a point becomes decimal text (no floats anywhere), and a key may stand once.
"""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from vatra.kit.errors import PackError

# The C parser is five times faster and not in every wheel; both give the same.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # with or without C
    """A safe loader with its own short list of implicit types."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(keys)) < len(keys):
            twice = sorted({str(key) for key in keys if keys.count(key) > 1})
            raise PackError(f"keys stand twice: {twice}, line {node.start_mark.line + 1}")
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"(?:0|-?[1-9][0-9]*)\Z"), list("-0123456789")
)


def loads(text: str, name: str = "text") -> Any:
    """The data of a YAML text; PackError names the source and the line of a fault."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader)
    except yaml.YAMLError as error:
        raise PackError(f"{name}: {error}") from error
    except PackError as error:
        raise PackError(f"{name}: {error}") from error


def load(path: Path) -> Any:
    return loads(path.read_text(encoding="utf-8"), str(path))
