"""A pack of the tests goes through everything, and no central file knows it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.unit.kit.makers import entry
from vatra.kit import cases, findings, forms, indicators, journal, months, packs, phone
from vatra.kit.dossiers import GroupView
from vatra.kit.errors import PackError, UnknownFormError
from vatra.kit.journal import Journalled

TOY = packs.library(("tests.packs",))
JULY = date(2026, 7, 10)
AUGUST = date(2026, 8, 20)


def check_of_well(entry_id, day, **answers):
    given = {"checked_on": day.isoformat(), **answers}
    one = entry(
        entry_id, day, given, form="toy/well_check", version="2", subject_type="place", role="community_nurse"
    )
    return Journalled(one, "new", one.made_at)


def group(*records):
    effective = journal.effective(records)
    history = findings.findings_history(effective.entries, TOY.rulebook)
    return GroupView("h", 35731, 7, effective.entries, findings=history, conflicts=effective.conflicts)


def dossiers(view):
    (kind,) = TOY.packs[0].dossiers
    return kind.derive(view, TOY.parameters["toy"])


def test_the_pack_is_found_by_walking_its_package():
    assert [pack.code for pack in packs.discover(("tests.packs",))] == ["toy"]
    assert "toy" not in [pack.code for pack in packs.discover()]


def test_installed_packs_load_without_a_fault():
    library = packs.library()

    assert {"integrated_services", "registry"} <= {pack.code for pack in library.packs}
    assert all(form["cites"] or form.get("source") for form in library.forms.values())


def test_every_form_of_every_pack_has_a_worked_case():
    tried = {case.form for pack in packs.library().packs for case in cases.load(pack.root / "cases")}
    missing = sorted(set(packs.library().newest()) - tried)

    assert missing == []


def test_its_form_is_checked_with_its_own_parameters():
    form, own = TOY.form("toy/well_check"), TOY.parameters_of("toy/well_check")
    answers = {"checked_on": "2026-07-10", "nitrates": "40.0", "smell": ["none"]}

    checked = forms.check(form, answers, {"date": "2026-07-10"}, own)

    assert checked.issues == ()
    assert checked.answers["nitrates"] == "40"
    assert [one.code for one in findings.found(form, answers, {"date": "2026-07-10"}, own)] == ["TOY_01"]


def test_its_dossier_opens_with_the_finding_and_ends_with_it():
    dirty, clean = check_of_well("a", JULY, nitrates="40"), check_of_well("b", AUGUST, nitrates="5")

    (one,) = dossiers(group(dirty))
    (ended,) = dossiers(group(dirty, clean))

    assert (one.state, one.tasks[0].due_on, one.tasks[0].done_on) == ("dirty", date(2026, 8, 9), None)
    assert (ended.id, ended.state, ended.closed_on) == ("a", "clean", AUGUST)


def test_its_guard_says_why_not():
    (kind,) = TOY.packs[0].dossiers

    assert kind.may(None, "toy/well_check", {}, "community_nurse") == ()
    assert kind.may(None, "toy/well_check", {}, "social_worker") == (
        "Fântâna o verifică asistenta comunitară.",
    )


def test_its_indicator_counts_its_dossiers():
    view = group(check_of_well("a", JULY, smell=["rot"]), check_of_well("b", AUGUST, smell=["none"]))

    found = indicators.contributions(view, dossiers(view), TOY.indicators)

    assert {(cell.part, months.iso(cell.month)): number for cell, number in found.items()} == {
        ("n", "2026-07"): 1,
        ("n", "2026-08"): -1,
        ("d", "2026-07"): 1,
    }


@pytest.mark.parametrize(("case", "form", "own"), cases.everything(TOY)[-2:])
def test_its_worked_cases_hold(case, form, own):
    assert case.form == "toy/well_check"
    assert cases.differences(case, cases.outcome(form, case.answers, case.context, own)) == []


def test_the_phone_gets_it_whole():
    bundle = phone.bundle(TOY)

    assert bundle["forms"]["toy/well_check"]["version"] == "2"
    assert list(bundle["older"]) == ["toy/well_check@1"]
    assert bundle["parameters"]["toy"]["nitrates_limit"]["values"][1] == {
        "from": "2026-07-01",
        "value": "37.5",
    }
    assert bundle["vulnerabilities"]["TOY_01"]["valid_from"] == "2020-01-01"
    assert bundle["citations"]["toy/1"] == {"id": "toy/1", "label": "Legea fântânilor, art. 1"}


def test_a_role_gets_the_forms_it_fills_in_or_may_read():
    assert phone.bundle(TOY, ["community_nurse"])["forms"]
    assert phone.bundle(TOY, ["family_doctor"])["forms"] == {}


def test_a_form_is_found_by_id_and_version():
    assert TOY.form("toy/well_check")["version"] == "2"
    assert TOY.form("toy/well_check", "1")["version"] == "1"
    for wanted in (("toy/well_check", "3"), ("toy/nope", None)):
        with pytest.raises(UnknownFormError):
            TOY.form(*wanted)


def test_versions_are_compared_as_numbers():
    assert max(["9", "10", "2.1"], key=packs.number_of) == "10"


def write(root, path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


FORM = (
    "{id: f, version: '1', title: F, source: x, subject: place, who: [social_worker], "
    "sensitivity: social, items: [%s]}"
)
ITEM = "{id: n, type: integer, text: N}"


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("forms/g.yaml", FORM % ITEM, "g.yaml: holds p/f version 1"),
        ("forms/f@1.yaml", FORM % ITEM, "holds p/f version 1"),
        ("forms/h.yaml", FORM % "{id: n, type: number, text: N}", "unknown type 'number'"),
        ("indicators.yaml", "[{code: X}]", "indicator X: Lipsesc"),
        ("parameters.yaml", "{x: {title: X}}", "parameter x"),
        ("needs.yaml", "[{code: N}]", "needs N: lacks"),
    ],
)
def test_a_pack_with_a_fault_is_refused_whole(tmp_path, path, text, fault):
    write(tmp_path, "forms/f.yaml", FORM % ITEM)
    write(tmp_path, path, text)

    with pytest.raises(PackError) as refused:
        packs.load([packs.Pack("p", "P", tmp_path)])

    assert fault in str(refused.value)


def test_a_form_that_finds_what_no_catalogue_has_is_refused(tmp_path):
    rule = "], findings: [{code: ZZ_01, when: {q: n, op: '>', value: 1}}"  # closes items, opens findings
    write(tmp_path, "forms/f.yaml", FORM % f"{ITEM}{rule}")

    with pytest.raises(PackError, match="p/f: no vulnerability ZZ_01"):
        packs.load([packs.Pack("p", "P", tmp_path)])


def test_two_packs_of_one_code_are_refused():
    with pytest.raises(PackError, match="two packs share a code"):
        packs.discover(("tests.packs", "tests.packs"))


def test_what_comes_next_is_the_packs_and_names_forms_it_has(tmp_path: Path) -> None:
    ours = packs.library()
    after = ours.following["integrated_services/household_assessment"]
    assert after[0] == "integrated_services/person_assessment"
    assert phone.bundle(ours)["next"]["integrated_services/household_assessment"] == list(after)

    (tmp_path / "next.yaml").write_text("well_check: [nope]\n")
    with pytest.raises(PackError, match="toy/nope"):
        list(packs._following(replace(TOY.packs[0], root=tmp_path), TOY.newest()))


@pytest.mark.clause("protocol-2017/8.c")
def test_the_phone_carries_every_edition_of_a_procedure() -> None:
    (wells,) = phone.bundle(TOY)["procedures"]["toy"]
    assert [(one["number"], one["since"]) for one in wells["versions"]] == [
        ("1", "2026-01-01"),
        ("2", "2026-07-01"),
    ]

    ours = {one["code"]: one for one in phone.bundle(packs.library())["procedures"]["integrated_services"]}
    assert "integrated_services/child_visit" in ours["community_health"]["forms"]
    assert all(version["steps"] for one in ours.values() for version in one["versions"])
