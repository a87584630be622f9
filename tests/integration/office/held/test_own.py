"""What one wrote stays one's own to read, also when no right is left to work with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.integration.office.held.conftest import MEDICINE, TYPED, Ward

pytestmark = pytest.mark.django_db


def test_who_holds_no_post_any_more_reads_and_takes_away_her_own_and_nothing_else(ward: Ward) -> None:
    (row,) = ward.hold(ward.visit())
    ward.users["nurse"].assignments.all().update(ends_on=timezone.localdate() - timedelta(days=1))
    nurse = ward.client("nurse")

    listed, page = nurse.get("/retinute/"), nurse.get(f"/retinute/{row.key}/")
    copy = nurse.get(f"/retinute/{row.key}/fisier.json")
    acts = [nurse.post(f"/retinute/{row.key}/{name}/").status_code for name in ("trimitere", "incheiere")]

    assert "Vizită" in listed.content.decode()
    assert MEDICINE in page.content.decode()
    assert "Trimite" not in page.content.decode()
    assert "Încheie" not in page.content.decode()
    assert TYPED in copy.content.decode()
    assert acts == [403, 403]
    assert nurse.get(f"/retinute/{row.key}/corectare/").status_code == 403
    ward.users["stranger"].assignments.all().delete()
    assert ward.client("stranger").get(f"/retinute/{row.key}/").status_code == 404
    assert nurse.get("/oameni/").status_code == 403
