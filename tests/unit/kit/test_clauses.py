"""The inventory of the law and what tests show of it."""

import pytest

from vatra.kit import clauses, packs
from vatra.kit.errors import PackError

INSTALLED = [one for pack in packs.discover() for one in clauses.load(pack.root)]


def test_the_protocol_is_listed_whole():
    protocol = [one for one in INSTALLED if one.source == "protocol-2017"]

    assert len(protocol) == 203
    assert [sum(one.software == kind for one in protocol) for kind in clauses.SOFTWARE] == [176, 17, 10]
    assert all(one.id.startswith("protocol-2017/") for one in protocol)


def test_what_has_no_function_of_software_says_so():
    context = [one for one in INSTALLED if one.software == "context"]

    assert all(one.need.startswith("No function of the program: ") for one in context)


def test_every_clause_that_a_pack_cites_is_in_the_inventory():
    known = {one.id for one in INSTALLED}
    library = packs.library()
    cited = {cite for form in library.forms.values() for cite in form["cites"]}
    for entries in (library.catalogue.needs, library.catalogue.services, library.catalogue.vulnerabilities):
        cited |= {cite for entry in entries.values() for cite in entry.cites}
    cited |= {
        cite for own in library.parameters.values() for one in own.by_name.values() for cite in one.cites
    }
    cited |= {cite for one in library.indicators for cite in one.cites}

    assert sorted(cite for cite in cited if cite.startswith("protocol-2017/") and cite not in known) == []


def clause(clause_id, software="direct", source="law"):
    return clauses.Clause(clause_id, source, "art. 1", "need", "accept", "area", software, None)


def test_a_clause_is_covered_only_by_a_passing_test():
    (one,) = clauses.coverage(
        [clause("a"), clause("b"), clause("c", "support"), clause("d", "context")], {"a": ["test_x"], "b": []}
    )

    assert [c.id for c in one.covered] == ["a"]
    assert [c.id for c in one.open] == ["b", "c"]
    assert [c.id for c in one.context] == ["d"]
    assert one.total == 3


def test_sources_are_counted_apart():
    found = clauses.coverage([clause("a"), clause("b", source="act")], {"a": ["t"]})

    assert [(one.source, len(one.covered), one.total) for one in found] == [("act", 0, 1), ("law", 1, 1)]


def test_a_test_that_cites_what_no_law_says_is_named():
    assert clauses.unknown([clause("a")], ["a", "z"]) == ["z"]


def test_a_pack_without_an_inventory_has_none(tmp_path):
    assert clauses.load(tmp_path) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("{id: a, ref: r, need: n, accept: x, area: y, software: maybe}", "a: software is one of"),
        ("{id: a, ref: r, accept: x, area: y, software: direct}", r"a: lacks \['need'\]"),
        (
            "{id: a, ref: r, need: n, accept: x, area: y, software: direct}, "
            "{id: a, ref: r, need: n, accept: x, area: y, software: direct}",
            r"ids stand twice: \['a'\]",
        ),
    ],
)
def test_a_fault_is_named(tmp_path, entry, fault):
    (tmp_path / "clauses.yaml").write_text(f"{{source: {{id: law, short: Legea}}, clauses: [{entry}]}}")

    with pytest.raises(PackError, match=fault):
        clauses.load(tmp_path)
