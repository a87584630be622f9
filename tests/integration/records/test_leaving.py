"""The preview of a handover says what the leaver's phone has not sent yet."""

from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from tests.factories import BOTOSANI, TUDORA, VORONA
from vatra.accounts import handover
from vatra.accounts.handover import Draft
from vatra.database import scope
from vatra.kit.ids import uuid7

pytestmark = pytest.mark.django_db
PHONE = """
INSERT INTO records_device (id, user_id, name, token_hash, secret_sealed, enrolled_at, wipe, app, unsent,
    persisted, last_device_seq, revoked_at) VALUES (%s, %s, %s, %s, '\\x00', now(), false, '', %s, false, 0, %s)
"""


@pytest.fixture
def draft() -> Draft:
    leaver = factories.make_user("community_nurse", VORONA, name="Ana Pleacă")
    taker = factories.make_user("community_nurse", TUDORA, name="Maria Preia")
    by = factories.principal(factories.make_user("county_health_coordinator", BOTOSANI))
    return Draft(leaver, taker, timezone.localdate(), by)


def _phone(user_id: UUID, name: str, unsent: int, *, is_revoked: bool = False) -> None:
    revoked = timezone.now() if is_revoked else None
    with scope.system(), connection.cursor() as cursor:
        cursor.execute(PHONE, [uuid7(), user_id, name, name.encode(), unsent, revoked])


def test_preview_counts_unsent_entries_of_the_phones_in_use(draft: Draft) -> None:
    _phone(draft.leaver.pk, "Telefonul Anei", 4)
    _phone(draft.leaver.pk, "Tableta", 0)
    _phone(draft.leaver.pk, "Telefonul vechi", 9, is_revoked=True)

    (line,) = handover.preview(draft)["phones"]

    assert (line.title, line.count) == ("Intrări netrimise la ultima legătură", 4)
    assert line.details == (
        "Pe Telefonul Anei: cereți să le trimită până în ultima zi; cele sosite după ea sunt reținute",
    )


def test_preview_says_nothing_of_phones_that_sent_all(draft: Draft) -> None:
    _phone(draft.leaver.pk, "Telefonul Anei", 0)

    assert handover.preview(draft)["phones"] == ()


def test_handover_moves_no_entry_off_a_phone(draft: Draft) -> None:
    _phone(draft.leaver.pk, "Telefonul Anei", 4)

    made = handover.make(draft, reason="concediu")

    assert made.moved["phones"] == 0
    assert handover.told(made.moved) == ["Atribuiri: 1"]
