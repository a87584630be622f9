"""Documents are found with their pack; a new one edits no central file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.documents import sheets
from vatra.documents import declared, press, stamp
from vatra.kit import packs
from vatra.kit.errors import PackError


def test_pack_of_the_tests_brings_its_document_and_its_own_template():
    (found,) = declared.documents(("tests.packs",)).values()

    data = stamp.stamped({"doc": sheets.front(title=found.title), "water": "Se poate bea."})

    assert (found.code, found.about, found.forms) == ("fantana", "record", {"toy/well_check"})
    assert "Apa din fântână Se poate bea." in sheets.text(press.made(found.template, data))


def test_every_declared_document_cites_a_clause_that_is_known():
    unknown = {
        cited: one.code
        for one in declared.documents().values()
        for cited in one.cites
        if cited not in declared.labels()
    }

    assert unknown == {}


def _declaring(tmp_path, text):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "x.yaml").write_text(text)
    toy = packs.library(("tests.packs",))
    return packs.Library(packs=(replace(toy.packs[0], root=tmp_path),), forms=toy.forms)


def test_faults_of_a_declaration_are_all_named(tmp_path):
    library = _declaring(
        tmp_path,
        "{code: x, title: X, cites: [], about: nothing, template: none, forms: [a/b], roles: [king], colour: red}",
    )

    with pytest.raises(PackError) as raised:
        declared.load(library)

    for part in ("unknown key colour", "about is one of", "no a/b", "no king", "no template none"):
        assert part in str(raised.value)


def test_two_documents_of_one_code_are_refused(tmp_path):
    text = "{code: x, title: X, cites: [], about: form, template: table}"
    library = _declaring(tmp_path, text)
    (tmp_path / "documents" / "y.yaml").write_text(text)

    with pytest.raises(PackError, match="two documents"):
        declared.load(library)
