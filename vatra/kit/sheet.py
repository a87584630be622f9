"""The answers of one form being looked at: what is asked, what counts, what is found.

A sheet is lazy: it cleans and tests only what somebody looks up, and remembers it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeGuard

from vatra.kit import answers as cleaning
from vatra.kit import expressions, values
from vatra.kit.nodes import Node, Prepared, prepared
from vatra.kit.parameters import Parameters

Context = Mapping[str, Any]
NO_PARAMETERS: Final = Parameters()
_AGES: Final = {
    "person.age_years": expressions.years_between,
    "person.age_months": expressions.months_between,
    "person.age_days": expressions.days_between,
}
_UNSET: Final = object()


class World:
    """Context and dated parameters of one evaluation, the same for every repetition."""

    def __init__(self, context: Context, parameters: Parameters, own_date: str | None) -> None:
        self.context = context
        self.parameters = parameters
        self.today = context.get("today") or context.get("date")
        self.date = own_date or context.get("date") or self.today

    def ctx(self, path: str) -> Any:
        if path in ("today", "date"):
            return self.today if path == "today" else self.date
        if path in _AGES:
            birth = values.earliest(self._given("person.birth_date"))
            day = values.earliest(self.date)
            if birth is not None and day is not None:
                return _AGES[path](birth, day) if birth <= day else None
        return self._given(path)

    def _given(self, path: str) -> Any:
        value: Any = self.context
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def param(self, name: str) -> Any:
        return self.parameters.find(name, self.date) if isinstance(self.date, str) else None


class Scope:
    """The top level of a form, or one repetition of a repeating group."""

    def __init__(self, world: World, form: Prepared, raw: Any, around: "Scope | None", group: Node | None):
        self.world = world
        self.form = form
        self.raw = raw if isinstance(raw, Mapping) else {}
        self.around = around
        self.group = group
        self._values: dict[str, Any] = {}
        self._enabled: dict[str, bool] = {}

    def ctx(self, path: str) -> Any:
        return self.world.ctx(path)

    def param(self, name: str) -> Any:
        return self.world.param(name)

    def lookup(self, item_id: str) -> Any:
        """The answer that counts, None when missing; a list for an item in a group seen from outside."""
        node = self.form.nodes[item_id]
        home = self._home_of(node)
        if home is not None:
            return home.repetitions(node) if node.is_repeating else home.value(node)
        return self.values_of(node)

    def values_of(self, node: Node) -> list[Any]:
        """Present values of an item over all repetitions around it (one at most at the top level)."""
        return [found for scope in self._inner_scopes(node) for found in _shown(scope, node)]

    def scopes_of(self, group: Node) -> list["Scope"]:
        """Every repetition of a repeating group, over the groups around it."""
        return [repetition for scope in self._inner_scopes(group) for repetition in scope.repetitions(group)]

    def _home_of(self, node: Node) -> "Scope | None":
        scope: Scope | None = self
        while scope is not None and scope.group is not node.repeat:
            scope = scope.around
        return scope

    def _inner_scopes(self, node: Node) -> list["Scope"]:
        """Every repetition of the groups around the node, from the nearest scope outwards."""
        group = node.repeat
        if group is None:
            return [self]
        home = self._home_of(group)
        outer = [home] if home is not None else self._inner_scopes(group)
        return [repetition for scope in outer for repetition in scope.repetitions(group)]

    def value(self, node: Node) -> Any:
        """The answer of an item of this very scope, None when missing, disabled or badly typed."""
        known = self._values.get(node.id, _UNSET)
        if known is _UNSET:
            known = self._values[node.id] = self._value(node) if self.is_enabled(node) else None
        return known

    def _value(self, node: Node) -> Any:
        if node.compute is not None:
            return node.compute(self)
        raw = self.raw.get(node.id)
        if node.clean is None or cleaning.is_missing(raw):
            return None
        return node.clean(node.item, raw)

    def repetitions(self, group: Node) -> list["Scope"]:
        """One scope a repetition; none when the group is disabled or badly typed."""
        known = self._values.get(group.id, _UNSET)
        if known is _UNSET:
            known = self._values[group.id] = self._repetitions(group)
        repetitions: list[Scope] = known
        return repetitions

    def _repetitions(self, group: Node) -> list["Scope"]:
        raw = self.raw.get(group.id)
        if not is_list_of_objects(raw) or not self.is_enabled(group):
            return []
        return [Scope(self.world, self.form, one, self, group) for one in raw]

    def is_enabled(self, node: Node) -> bool:
        """Whether the item is asked: its own condition and those of all groups around it."""
        known = self._enabled.get(node.id)
        if known is None:
            known = self._enabled[node.id] = self._is_enabled(node)
        return known

    def _is_enabled(self, node: Node) -> bool:
        parent = node.parent
        if parent is not None and parent is not self.group and not self.is_enabled(parent):
            return False
        return node.when is None or node.when(self)


def is_list_of_objects(raw: Any) -> TypeGuard[list[Mapping[str, Any]]]:
    return isinstance(raw, list) and all(isinstance(one, Mapping) for one in raw)


def _shown(scope: Scope, node: Node) -> list[Any]:
    if node.is_repeating:
        return list(scope.repetitions(node))
    value = scope.value(node)
    return [] if value is None else [value]


def open_sheet(
    form: Mapping[str, Any], answers: Mapping[str, Any], context: Context, parameters: Parameters | None
) -> Scope:
    """The form's top scope over the given answers."""
    own = answers.get(form["date"]) if form.get("date") else None
    own_date = own if values.is_day(own) else None
    world = World(context, parameters or NO_PARAMETERS, own_date)
    return Scope(world, prepared(form), answers, None, None)


def occurred_on(form: Mapping[str, Any], answers: Mapping[str, Any], otherwise: date) -> date:
    """The day the record is about: the form's own date when it is a whole day, else the given one."""
    own = answers.get(form["date"]) if form.get("date") else None
    return values.earliest(own) or otherwise if values.is_day(own) else otherwise
