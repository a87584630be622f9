"""Items made of one record (or one row of it)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vatra.kit.catalogue import Catalogue, Need
from vatra.kit.dossiers import Entry, Item
from vatra.kit.vocabulary import Sensitivity
from vatra.packs.integrated_services import catalogue, order
from vatra.packs.integrated_services.mentions import Ref
from vatra.packs.integrated_services.needs import Needs


@dataclass(frozen=True, slots=True)
class Context:
    """What a record's items are linked to."""

    needs: Needs
    known: Catalogue

    def need(self, ref: Ref) -> Need:
        return catalogue.need_of(self.known, ref.code)

    def link(self, ref: Ref | None) -> tuple[str, ...]:
        """Key of the need; a need of the whole household serves each of its persons."""
        if ref is None:
            return ()
        keys = (self.needs.key(one) for one in (ref, Ref(ref.code, None)))
        return tuple(key for key in keys if key)[:1]


Make = Callable[[Entry, Context], Iterator[Item]]


def thing(entry: Entry, kind: str, title: str, state: str, **facts: Any) -> Item:
    """An item of the record: its author, day and subject, unless `facts` say otherwise."""
    own: dict[str, Any] = {
        "key": f"{order.origin(entry)}/{kind}",
        "area": None,
        "code": None,
        "person_id": entry.subject_id if entry.subject_type == "person" else None,
        "opened_on": entry.occurred_on,
        "due_on": None,
        "closed_on": None,
        "role": entry.role,
        "user_id": entry.author_id,
        "priority": None,
        "record_id": entry.id,
        "sensitivity": Sensitivity.social,
    }
    return Item(kind=kind, title=title, state=state, **(own | facts))


def of_need(entry: Entry, kind: str, state: str | None, ref: Ref, about: Context) -> Item:
    """An item that says something of one need, kept as closely as the need."""
    need = about.need(ref)
    return thing(
        entry,
        kind,
        need.title,
        state or "unknown",
        code=need.code,
        area=need.area or None,
        person_id=ref.person_id,
        closed_on=entry.occurred_on,
        sensitivity=need.sensitivity,
        links=about.link(ref),
    )


def numbered(item: Item, number: int) -> Item:
    """The item of one row of a record: rows count from 1."""
    return replace(item, key=f"{item.key}/{number}")


def joined(*parts: str | None) -> str:
    """A title of the given parts: `Trimitere: Spitalul Județean`."""
    return ": ".join(part for part in parts if part)


def facts(**given: Any) -> Mapping[str, Any]:
    """Facts that are given, as JSON keeps them: what is stored equals what is derived again."""
    present = {key: value for key, value in given.items() if value not in (None, "", [], ())}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in present.items()}
