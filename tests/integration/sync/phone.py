"""A phone as the server's tests hold it."""

from typing import Any

from django.test import Client

from tests import factories, journal
from vatra.accounts.models import User


class Phone:
    """A phone of one user: signs in, enrols, then speaks with its token."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        factories.signed_in(self.client, user)
        answer = self.client.post(
            "/api/sync/v1/enrol", {"device_name": "Telefon", "app": "0.1.0"}, "application/json"
        ).json()
        self.device, self.token, self.user = answer["device"], answer["token"], user
        self.secret = answer["secret"]
        self.client = Client()

    def call(self, name: str, body: dict[str, Any], **headers: str) -> Any:
        response = self.client.post(
            f"/api/sync/v1/{name}",
            body,
            "application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )
        assert response.status_code == 200, response.content
        return response.json()

    def author(self, place: int = journal.VORONA, role: str = "community_nurse") -> journal.Author:
        return journal.Author(role, place, journal.BOTOSANI, str(self.user.pk))

    def push(self, *records: dict[str, Any]) -> Any:
        return self.call("push", {"device": self.device, "records": list(records)})

    def pull(self, cursor: dict[str, int] | None = None, limit: int = 250) -> Any:
        epochs = {str(g["place"]): g["epoch"] for g in self.hello()["grants"]}
        return self.call("pull", {"cursor": cursor or {}, "epochs": epochs, "limit": limit})

    def hello(self, **told: Any) -> Any:
        return self.call("hello", {"device": self.device, "app": "0.1.0", **told})

    def wears(self, *records: dict[str, Any]) -> list[dict[str, Any]]:
        """The entries with this phone's number and theirs on it."""
        return [one | {"device": self.device, "device_seq": n} for n, one in enumerate(records, 1)]
