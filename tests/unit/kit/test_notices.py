"""Kinds of notices and what follows from records: pure, and of any pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from vatra.kit import findings, notices, noticing, packs
from vatra.kit.dossiers import DossierView, Entry, GroupView, Stage
from vatra.kit.errors import PackError

TOY = packs.library(("tests.packs",))
OURS = packs.library()
WELL: dict[str, Any] = {
    "id": "well", "title": "Fântâna", "cites": ["toy/1"], "to": "institution", "sensitivity": "ordinary",
    "when": {"form": "well_check"}, "message": "Din {place}.", "letter": {},
}  # fmt: skip


def entry(
    entry_id: str, day: str, answers: dict[str, Any], form: str = "toy/well_check", **more: Any
) -> Entry:
    made = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    version = (TOY if form.startswith("toy/") else OURS).versions[form]
    own = Entry(
        entry_id, form, version, "monitoring", "place", "p", "g", None, 39872, "u", "community_nurse",
        date.fromisoformat(day), made, int(entry_id), answers, None,
    )  # fmt: skip
    return replace(own, **more)


def derived(
    *entries: Entry, dossiers: tuple[DossierView, ...] = (), library: packs.Library = TOY
) -> list[Any]:
    found = findings.findings_history(entries, library.rulebook, ())
    view = GroupView("g", 39872, 74, entries, (), found)
    return list(
        noticing.derive(view, dossiers, library.notices.values(), lambda pack: library.parameters[pack])
    )


def kind(**changes: Any) -> notices.NoticeKind:
    return notices.parse([WELL | changes], "toy")[0]


def faulty(**changes: Any) -> str:
    states = {"well": frozenset({"dirty", "clean"})}
    try:
        notices.check([kind(**changes)], TOY.newest(), states, TOY.parameters["toy"])
    except PackError as told:
        return str(told)
    return ""


def test_a_new_pack_brings_its_notices_with_its_own_file_only() -> None:
    assert set(TOY.notices) == {"dirty_well"}
    assert "dirty_well" not in OURS.notices

    (notice,) = derived(entry("1", "2026-08-01", {"checked_on": "2026-08-01", "nitrates": "80"}))

    assert (notice.key, notice.kind, notice.to_kind) == ("1:dirty_well", "dirty_well", "public_health")
    assert notice.due_on == date(2026, 8, 1) + (notice.due_on - notice.noticed_on)
    assert (notice.due_on - notice.noticed_on).days == TOY.parameters["toy"].at("days_to_clean", "2026-08-01")


def test_no_finding_no_notice() -> None:
    assert derived(entry("1", "2026-08-01", {"checked_on": "2026-08-01", "nitrates": "1"})) == []


def test_a_state_reached_twice_is_told_once() -> None:
    both = (Stage("dirty", date(2026, 8, 1), "1"), Stage("dirty", date(2026, 9, 1), "2"))
    well = DossierView("well", "1", "g", "place", "p", "dirty", date(2026, 8, 1), stages=both)
    library = replace(TOY, notices={"well": kind(when={"dossier": "well", "state": "dirty"})})
    checks = (entry("1", "2026-08-01", {}), entry("2", "2026-09-01", {}))

    assert [one.key for one in derived(*checks, dossiers=(well,), library=library)] == ["1:well"]


def test_an_answer_names_the_notice_or_the_record() -> None:
    asked = {"referred_on": "2026-05-20", "to_name": "Spital", "to_kind": "hospital", "due_on": "2026-05-30"}
    sent = entry("1", "2026-05-20", asked, "integrated_services/referral", subject_type="person")
    told = {"answers_to": "1", "attended": "attended"}
    reply = entry("2", "2026-05-28", told, "integrated_services/referral_result", subject_type="person")

    (notice,) = derived(sent, reply, library=OURS)

    assert (notice.kind, notice.due_on) == ("referral", date(2026, 5, 30))
    assert (notice.answered_on, notice.answer, notice.answer_id) == (date(2026, 5, 28), "attended", "2")


@pytest.mark.clause("protocol-2017/3.5.h.2")
def test_an_outbreak_is_told_to_public_health_without_a_name() -> None:
    told = {"found_on": "2026-05-20", "kind": "HEA_35", "spot": "satul de sus", "affected": 6}
    (notice,) = derived(entry("1", "2026-05-20", told, "integrated_services/community_risk"), library=OURS)

    assert (notice.kind, notice.to_kind, notice.to_person_id) == ("outbreak", "public_health", None)
    assert (
        derived(
            entry("1", "2026-05-20", told | {"kind": "HEA_30"}, "integrated_services/community_risk"),
            library=OURS,
        )
        == []
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"message": "Pentru {name}."}, "leaves the house"),
        ({"message": "Pentru {0}."}, "leaves the house"),
        ({"to": "neighbour"}, "to is one of"),
        ({"to": "person"}, "names the consent"),
        ({"sensitivity": "secret"}, "unknown sensitivity"),
        ({"when": {}}, "when names a form"),
        ({"when": {"form": "nope"}}, "no form toy/nope"),
        ({"when": {"form": "well_check", "where": {"nope": ["x"]}}}, "no question nope"),
        ({"when": {"dossier": "well", "state": "nope"}}, "no state nope"),
        ({"when": {"finding": ["TOY_01"]}, "by_hand": True}, "by hand"),
        ({"term": {"days": "nope"}}, "no parameter nope"),
        ({"addressee": {"is_role": "nope"}}, "no role nope"),
        ({"addressee": {"whom": "x"}}, "in addressee"),
        ({"letter": {"parts": [{"text": "nope"}]}}, "no question nope"),
        ({"answered_by": {"form": "well_check", "question": "smell"}}, "no question answers_to"),
        ({"extra": 1}, "unknown keys"),
    ],
)
def test_a_wrong_declaration_is_told(changes: dict[str, Any], said: str) -> None:
    assert said in faulty(**changes)


def test_a_declaration_needs_its_parts() -> None:
    with pytest.raises(PackError, match="lacks"):
        notices.parse([{"id": "well"}], "toy")


def test_two_packs_may_not_share_an_id() -> None:
    with pytest.raises(PackError, match="two notices"):
        notices.unique([kind(), kind()])


def test_every_installed_kind_says_which_clause_it_comes_from() -> None:
    from vatra.kit import clauses

    known = {clause.id for pack in OURS.packs for clause in clauses.load(pack.root)}
    assert not [cite for one in OURS.notices.values() for cite in one.cites if cite not in known]
