"""What a role may see of a case's items; the rest is counted, never named (art. 6 alin. (6))."""

from collections.abc import Iterable
from dataclasses import dataclass

from vatra.kit.dossiers import Item
from vatra.kit.vocabulary import ROLES, readable

HIDDEN = "un ajutor pe care rolul dumneavoastră nu îl vede"


@dataclass(frozen=True, slots=True)
class Sight:
    """Items that a role may read, and how many more there are."""

    items: tuple[Item, ...]
    hidden: int


def may_see(item: Item, role: str) -> bool:
    return role in ROLES and item.sensitivity in readable(role)


def special(items: Iterable[Item], role: str) -> Sight:
    """The items split for one role."""
    every = tuple(items)
    shown = tuple(item for item in every if may_see(item, role))
    return Sight(shown, len(every) - len(shown))


def title(item: Item, role: str) -> str:
    return f"„{item.title}”" if may_see(item, role) else HIDDEN
