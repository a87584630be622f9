import hashlib

import pytest

from vatra.kit import canonical


def test_keys_are_sorted_and_letters_are_themselves():
    assert canonical.dumps({"b": [1, True, None], "a": "ș"}) == '{"a":"ș","b":[1,true,null]}'


def test_the_hash_is_of_utf8_bytes():
    assert canonical.sha256("ș") == hashlib.sha256('"ș"'.encode()).hexdigest()


@pytest.mark.parametrize("value", [1.0, {"a": [1.5]}, [{"b": 2.5}]])
def test_floats_have_no_canonical_form(value):
    with pytest.raises(ValueError, match="float"):
        canonical.dumps(value)
