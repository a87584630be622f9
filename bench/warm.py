"""gunicorn's hook for the kill test: the master reads forms and addresses, so that a new worker is there at once."""

from typing import Any


def when_ready(server: Any) -> None:
    from django.db import connections
    from django.test import Client

    from vatra.records import queries

    # Refused for want of a token, after all that a first request loads.
    Client(SERVER_NAME="127.0.0.1").post("/api/sync/v1/push", b"{}", "application/json")
    queries.library()
    connections.close_all()  # a worker makes its own
