"""Answers spliced as text are the answers that parsing and joining the parts would give."""

import json
from uuid import UUID

import pytest

from vatra.records import parts
from vatra.sync import bundles

OWNER = str(UUID(int=1))


@pytest.mark.parametrize(
    "texts",
    [
        ["{}"],
        ['{"a": 1, "b": "ș"}'],
        ['{"a": 1}', "{}", '{"b": [1, 2]}'],
        ['{"rows": [{"a": 1}, {}]}', '{"rows": [{}, {"b": 2}], "c": "x"}'],
        ['{"a": "text cu [{ în el"}', '{"rows": [{"b": 2}]}'],
        ['{"a": "} , {"}', '{"b": "\\""}'],
    ],
)
def test_spliced_text_says_what_the_parts_say(texts: list[str]) -> None:
    expected = parts.join(json.loads(text) for text in texts)

    assert json.loads(bundles.answers_text(bundles.BETWEEN.join(texts), OWNER)) == expected
