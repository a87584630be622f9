"""The marked family, its county's data-protection officer, and what he writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests import factories, journal
from tests.factories import BOTOSANI, VORONA
from tests.integration.office.cases.world import World, day
from tests.integration.security import conftest as security
from tests.journal import Author, Entry
from vatra.accounts.principals import Principal
from vatra.privacy import queries
from vatra.records import actions

marked = security.marked  # the same family


@dataclass
class Officer:
    """Irina, data-protection officer of the county, at work on what one person asked."""

    world: World
    principal: Principal

    @property
    def author(self) -> Author:
        return Author("data_protection_officer", VORONA, BOTOSANI, self.principal.user_id)

    def writes(self, form: str, person: Entry, **answers: Any) -> Entry:
        entry = journal.about(self.author, f"data_protection/{form}", person, answers)
        receipts = actions.submit(principal=self.principal, records=[entry])
        assert receipts[0].status == "accepted", [each.message for each in receipts[0].reasons]
        return entry

    def asked(self, person: Entry, right: str, ago: int = 3) -> Entry:
        return self.writes(
            "request", person, received_on=day(ago), right=right, channel="letter",
            received_by="Registratura", identity_checked="id_card", asked="Vreau să știu.",
        )  # fmt: skip

    def restricts(self, person: Entry) -> Entry:
        request = self.asked(person, "restriction")
        self.writes("restriction", person, request=request["id"], begins_on=day(0), ground="accuracy")
        return request

    def request(self, entry: Entry) -> dict[str, Any]:
        return queries.one(UUID(entry["id"]))


@pytest.fixture
def officer(marked: World) -> Officer:
    user = factories.make_user("data_protection_officer", BOTOSANI, name="Irina Șerban")
    marked.users["dpo"] = user
    return Officer(marked, factories.principal(user))
