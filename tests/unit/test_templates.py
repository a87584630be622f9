"""Every template compiles and fits the Content-Security-Policy."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
FOUND = sorted((ROOT / "vatra").rglob("templates/**/*.html"))
# A script of type application/json is data: the browser never runs it.
INLINE = re.compile(
    r"<[^>]+\s(?:on[a-z]+|style)=|<(?:script|style)(?![^>]*(?:nonce=|src=|application/json))[^>]*>",
    re.IGNORECASE,
)


@pytest.mark.parametrize("template", FOUND, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_compiles_and_has_nothing_inline(template: Path) -> None:
    text = template.read_text()

    engines["django"].from_string(text)

    assert not INLINE.search(text)


def test_inline_code_is_found() -> None:
    for bad in ("<p style='a'>", "<a class='b' onclick='c'>", "<script>", "<style>"):
        assert INLINE.search(bad)
    for good in ("<script src='a'>", "<style nonce='{{ csp_nonce }}'>", "<p data-style='a'>", "<p>on=</p>"):
        assert not INLINE.search(good)
