"""Which records make one case: from the record that opens it to the one that closes it.

A household has at most one open case. A record belongs to the case it names; a record that names
none belongs to the case open at its day. A case keeps its id when records arrive late or are
corrected: the id that other records name wins, else the opening record that came first.
"""

from dataclasses import dataclass, field
from datetime import date

from vatra.kit.dossiers import Entry, Finding, GroupView
from vatra.packs.integrated_services import names, order

OPENING_FORMS = (names.SIGNAL, names.RISK_ASSESSMENT, names.INITIAL_ASSESSMENT, names.REOPENING)


@dataclass(frozen=True, slots=True)
class Episode:
    """The records of one case in law order; `former_id` is the closed case before it."""

    id: str
    entries: tuple[Entry, ...]
    closure: Entry | None
    former_id: str | None

    @property
    def opening(self) -> Entry:
        return self.entries[0]

    @property
    def reopened(self) -> bool:
        return any(e.form == names.REOPENING for e in self.entries) and self.former_id is not None

    def of(self, *forms: str) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.form in forms)


def split(view: GroupView) -> tuple[Episode, ...]:
    """The cases of a household, oldest first."""
    prefix = f"{names.CODE}/"
    ordered = order.ordered(e for e in view.entries if e.form.startswith(prefix))
    board = _Board(view, ordered)
    for entry in ordered:
        board.place(entry)
    return board.episodes()


def is_problem(finding: Finding) -> bool:
    """A vulnerability somebody must act on; a favourable or neutral fact opens no case."""
    return not finding.favourable and finding.urgency > 0


def is_open(finding: Finding, on: date) -> bool:
    return finding.opened_on <= on and (finding.closed_on is None or finding.closed_on > on)


def claimed(entry: Entry) -> str | None:
    """The case a record names; None when it names none or itself (it means to open one)."""
    named = entry.dossier_id or (entry.subject_id if entry.subject_type == "dossier" else None)
    return None if named in order.aliases(entry) else named


def _opens(entry: Entry, findings: tuple[Finding, ...]) -> bool:
    if entry.form in OPENING_FORMS or entry.dossier_id in order.aliases(entry):
        return True
    return entry.stage == "assessment" and any(
        is_problem(f) and is_open(f, entry.occurred_on) for f in findings
    )


@dataclass(slots=True)
class _Case:
    former: "_Case | None"
    entries: list[Entry] = field(default_factory=list)
    ids: set[tuple[int, str]] = field(default_factory=set)  # (seq of the record, id it gives)
    closure: Entry | None = None


class _Board:
    """Records are placed one by one in law order; the cases they make grow meanwhile."""

    def __init__(self, view: GroupView, ordered: tuple[Entry, ...]) -> None:
        self.openers = frozenset(e.id for e in ordered if _opens(e, view.findings))
        self.anchors = frozenset(name for e in ordered if e.id in self.openers for name in order.aliases(e))
        self.claims = {claim for entry in ordered if (claim := claimed(entry))}
        self.cases: list[_Case] = []
        self.by_name: dict[str, _Case] = {}
        self.current: _Case | None = None
        self.waiting: list[Entry] = []

    def place(self, entry: Entry) -> None:
        claim = claimed(entry)
        case = self.by_name.get(claim) if claim else None
        if case is not None and not self._starts_anew(entry, case):
            self._add(case, entry)
        elif case is None and claim in self.anchors:
            self.waiting.append(entry)  # dated before the record that opened its case
        elif case is None and claim is not None and entry.subject_type == "dossier":
            self._join(entry, claim)  # the record that opened the case is no more
        elif entry.id in self.openers:
            self._join(entry, order.origin(entry))
        elif self.current is not None:
            self._add(self.current, entry)

    def _starts_anew(self, entry: Entry, case: _Case) -> bool:
        """A reopening, or a signal whose author did not know yet that the case was closed."""
        return (
            case.closure is not None
            and entry.id in self.openers
            and (entry.form == names.REOPENING or entry.subject_type != "dossier")
        )

    def _join(self, entry: Entry, case_id: str) -> None:
        if self.current is None:
            self.current = _Case(former=self.cases[-1] if self.cases else None)
            self.cases.append(self.current)
        self.current.ids.add((entry.seq, case_id))
        self.by_name[case_id] = self.current
        self._add(self.current, entry)

    def _add(self, case: _Case, entry: Entry) -> None:
        case.entries.append(entry)
        if entry.id in self.openers:
            self.by_name.update(dict.fromkeys(order.aliases(entry), case))
        if entry.form == names.CLOSURE and case.closure is None:
            case.closure = entry
            self.current = None if case is self.current else self.current

    def episodes(self) -> tuple[Episode, ...]:
        for entry in self.waiting:
            case = self.by_name.get(claimed(entry) or "")
            if case is not None:
                case.entries.append(entry)
        return tuple(
            Episode(
                id=self._id(case),
                entries=order.ordered(case.entries),
                closure=case.closure,
                former_id=self._id(case.former) if case.former else None,
            )
            for case in self.cases
        )

    def _id(self, case: _Case) -> str:
        named = sorted(name for _, name in case.ids if name in self.claims)
        return named[0] if named else min(case.ids)[1]
