import pytest
from cryptography.exceptions import InvalidTag
from pytest_django.fixtures import Settings

from vatra.accounts import sealing


def test_sealed_text_opens_and_hides() -> None:
    sealed = sealing.seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert sealing.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert sealing.seal("JBSWY3DPEHPK3PXP") != sealed


def test_altered_text_does_not_open() -> None:
    number, _, body = sealing.seal("secret").partition(":")
    altered = ("A" if body[0] != "A" else "B") + body[1:]

    with pytest.raises(InvalidTag):
        sealing.unseal(f"{number}:{altered}")


def test_new_key_seals_and_the_old_one_still_opens(settings: Settings) -> None:
    settings.FIELD_KEYS = {1: b"1" * 32}
    old = sealing.seal("secret")

    settings.FIELD_KEYS = {1: b"1" * 32, 2: b"2" * 32}

    assert sealing.seal("secret").startswith("2:")
    assert sealing.unseal(old) == "secret"
