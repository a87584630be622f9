"""Recovery codes of the second factor: shown once, kept as Argon2id hashes, each good one time.

allauth keeps a seed from which every code can be computed again; here nobody can, not with the
database and the keys. The row is allauth's own, so that its pages know that codes exist; what
stands in it is ours: salt and hashes as JSON, sealed like every secret of a factor.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from typing import Final

from allauth.mfa.models import Authenticator
from argon2.low_level import Type, hash_secret_raw
from django.db import transaction

from vatra.accounts import sealing
from vatra.accounts.models import User

COUNT: Final = 10
DIGITS: Final = 10
FORMER_DIGITS: Final = 8  # of those made before codes were hashed
# OWASP's least for Argon2id. One salt a person, so that a code is hashed once to be found among ten.
MEMORY_KIB, PASSES = 19 * 1024, 2
KIND: Final = Authenticator.Type.RECOVERY_CODES


def fresh(user: User) -> list[str]:
    """New codes in place of those before; the only moment they can be read."""
    made = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(COUNT)]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user_id=user.pk, type=KIND).delete()
        Authenticator.objects.create(user_id=user.pk, type=KIND, data=_kept(made))
    return made


def first(user: User) -> list[str]:
    """New codes for who never had any, else nothing."""
    return [] if row_of(user) else fresh(user)


def row_of(user: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user_id=user.pk, type=KIND).first()
    return found


def left(row: Authenticator) -> int:
    """How many are not used."""
    if "seed" in row.data:
        return len(row.wrap().get_unused_codes())
    return len(json.loads(sealing.unseal(row.data["codes"]))["hashes"])


@transaction.atomic
def spend(row_id: int, given: str) -> bool:
    """Whether the code is one of those left; then it is not any more."""
    digits = "".join(letter for letter in given if letter.isdecimal())
    if len(digits) not in (DIGITS, FORMER_DIGITS):
        return False  # six digits of an application cost no hashing
    row = Authenticator.objects.select_for_update().get(pk=row_id)
    _rehash(row)
    held = json.loads(sealing.unseal(row.data["codes"]))
    tried = _hash(digits, bytes.fromhex(held["salt"]))
    rest = [one for one in held["hashes"] if not hmac.compare_digest(one, tried)]
    if len(rest) == len(held["hashes"]):
        return False
    row.data = {"codes": sealing.seal(json.dumps(held | {"hashes": rest}))}
    row.save(update_fields=["data"])
    return True


def rehash_all() -> int:
    """Hash the codes of before: those on paper stay good. How many accounts."""
    done = 0
    for (row_id,) in Authenticator.objects.filter(type=KIND).values_list("pk"):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=row_id).first()
            done += row is not None and _rehash(row)
    return done


def _rehash(row: Authenticator) -> bool:
    if "seed" not in row.data:
        return False
    row.data = _kept(row.wrap().get_unused_codes())
    row.save(update_fields=["data"])
    return True


def _kept(codes: list[str]) -> dict[str, str]:
    salt = os.urandom(16)
    held = {"salt": salt.hex(), "hashes": [_hash(code, salt) for code in codes]}
    return {"codes": sealing.seal(json.dumps(held))}


def _hash(digits: str, salt: bytes) -> str:
    return hash_secret_raw(digits.encode(), salt, PASSES, MEMORY_KIB, 1, 32, Type.ID).hex()
