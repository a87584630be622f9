from pathlib import Path

import pytest

from tools import house


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(house, "ROOT", tmp_path)
    return tmp_path


def test_module_within_limit_is_fine(root: Path) -> None:
    (root / "a.py").write_text("x = 1\n" * 300)

    assert not list(house.too_long(root / "a.py", {}))


def test_long_module_is_named(root: Path) -> None:
    (root / "a.py").write_text("x = 1\n" * 301)

    (fault,) = house.too_long(root / "a.py", {})

    assert fault.startswith("a.py: 301 lines, more than 300")


def test_long_module_with_reason_is_fine(root: Path) -> None:
    (root / "a.py").write_text("x = 1\n" * 301)

    assert not list(house.too_long(root / "a.py", {"a.py": "a table"}))


@pytest.mark.parametrize(
    "words", ["registry." + "npmjs.org", "https://pypi" + ".org/simple", "/work" + "/main/x", "Bra\u015fov"]
)
def test_forbidden_words_are_found_with_their_line(root: Path, words: str) -> None:
    (root / "a.md").write_text(f"fine\n{words}\n")

    (fault,) = house.forbidden(root / "a.md", {})

    assert fault.startswith("a.md:2: ")


def test_allowance_for_a_file_that_is_gone_is_a_fault(root: Path) -> None:
    assert list(house.unused({"long": {"gone.py": "was long"}}))


def test_reasons_are_given_in_words() -> None:
    import tomllib

    allowed = tomllib.loads((house.ROOT / "tools/allowed.toml").read_text())

    for reasons in allowed.values():
        assert all(len(reason.split()) >= 3 for reason in reasons.values())
