"""Which records count: corrections replace, voids remove, rivals are shown as conflicts.

Records that name one another by `prev` form a tree. Its heads are the records that nothing
replaces. One head without void is effective. Several heads are a conflict, shown with the head
of the greatest (effective_at, id), until somebody's record whose `prev` is the chosen head lists
the others in `settles`. The result does not depend on the order of arrival.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from vatra.kit.dossiers import Entry


@dataclass(frozen=True, slots=True)
class Journalled:
    """A record of the journal as the correction rule sees it."""

    entry: Entry
    intent: str  # new | correction | void
    effective_at: datetime
    settles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Effective:
    """Entries that count, by (occurred_on, seq, id), each with its root_id; ids of rival heads."""

    entries: tuple[Entry, ...]
    conflicts: tuple[tuple[str, ...], ...]


def effective(records: Iterable[Journalled]) -> Effective:
    """The entries that count among these records, and the conflicts people must settle.

    A record whose `prev` is not here (not yet arrived) stands for itself.
    """
    by_id = {record.id: record for record in records}
    trees: dict[str, list[Journalled]] = defaultdict(list)
    for record in by_id.values():
        trees[_root(record, by_id)].append(record)
    entries: list[Entry] = []
    conflicts: list[tuple[str, ...]] = []
    for root, tree in trees.items():
        heads = _heads(tree)
        standing = [head for head in heads if head.intent != "void"]
        if not standing:
            continue
        if len(heads) > 1:
            conflicts.append(tuple(sorted(head.id for head in heads)))
        shown = max(standing, key=lambda head: (head.effective_at, head.id))
        entry = shown.entry
        entries.append(entry if entry.root_id == root else replace(entry, root_id=root))
    entries.sort(key=lambda entry: (entry.occurred_on, entry.seq, entry.id))
    return Effective(tuple(entries), tuple(sorted(conflicts)))


def _root(record: Journalled, by_id: Mapping[str, Journalled]) -> str:
    """First record of the tree. In a ring, which only a faulty client could make, its least id."""
    path = [record.id]
    while (prev := by_id[path[-1]].entry.prev_id) is not None and prev in by_id:
        if prev in path:
            return min(path[path.index(prev) :])
        path.append(prev)
    return path[-1]


def _heads(tree: list[Journalled]) -> list[Journalled]:
    """Records of one tree that nothing replaces and nobody settled.

    A ring has no such record, and two people may settle against each other at once: nothing may
    vanish by that, so then all of the ring, or all the rivals, are shown.
    """
    replaced = {record.entry.prev_id for record in tree}
    rivals = [record for record in tree if record.id not in replaced] or tree
    settled = {other for record in tree for other in record.settles if other != record.id}
    return [record for record in rivals if record.id not in settled] or rivals
