"""A pack's plain words: own text before the group's, nothing about codes that do not exist."""

from dataclasses import replace
from pathlib import Path

import pytest

from vatra.kit import packs, phone, texts
from vatra.kit.errors import PackError

KNOWN = packs.library().catalogue.vulnerabilities
TWO = {"VLP_01": KNOWN["VLP_01"], "VLP_02": replace(KNOWN["VLP_02"], group="LIV")}


def _pack(root: Path, text: str) -> Path:
    (root / "texts").mkdir()
    (root / "texts" / "findings.yaml").write_text(text, encoding="utf-8")
    return root


def test_own_text_comes_before_the_groups(tmp_path):
    root = _pack(tmp_path, "codes: {VLP_02: Prea mulți într-o cameră.}\ngroups: {LIV: Locuința.}\n")

    assert texts.of_findings(root, TWO) == {"VLP_01": "Locuința.", "VLP_02": "Prea mulți într-o cameră."}


def test_a_code_nobody_knows_is_a_fault(tmp_path):
    root = _pack(tmp_path, "codes: {VLP_77: Ce este asta?}\n")

    with pytest.raises(PackError, match="VLP_77"):
        texts.of_findings(root, TWO)


def test_a_pack_without_words_has_none(tmp_path):
    assert texts.of_findings(tmp_path, TWO) == {}
    assert texts.of_clauses(tmp_path) == {}


def test_the_phone_carries_a_reason_for_every_finding():
    bundle = phone.bundle(packs.library())

    assert [code for code, row in bundle["vulnerabilities"].items() if not row["why"]] == []
    assert bundle["citations"]["protocol-2017/3.4.m"]["text"].startswith("Bolnavul cronic")
