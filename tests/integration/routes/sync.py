"""Addresses under /api/sync/v1/ and /teren/: a session opens only enrolment, a token the rest."""

from tests.factories import VORONA
from tests.integration.routes.route import LOCAL, Route, all_of, open_to_all

UNREADABLE, SIGN_IN = 400, 401


def by_token(method: str = "POST", **arguments: object) -> Route:
    """No session helps here: without a device's token everybody is asked to sign in."""
    return Route({}, otherwise=SIGN_IN, anonymous=SIGN_IN, method=method, arguments=lambda staff: arguments)


ROUTES = {
    "sync:enrol": Route(all_of((*LOCAL, "stranger"), UNREADABLE), anonymous=SIGN_IN, method="POST"),
    "sync:hello": by_token(),
    "sync:push": by_token(),
    "sync:pull": by_token(),
    "sync:forms": by_token("GET"),
    "sync:place": by_token("GET", siruta=VORONA),
    "sync:team": by_token("GET", siruta=VORONA),
    "sync:institutions": by_token("GET", siruta=VORONA),
    "sync:leave": by_token(),
    "sync:emptied": by_token(),
    "sync:blob": by_token("PUT", sha256="0" * 64),
    "sync:unknown": open_to_all(404, arguments=lambda staff: {"rest": "v9/nimic"}),
    "sync:nothing": open_to_all(404),
    "phone": open_to_all(),
    "phone_file": open_to_all(404, arguments=lambda staff: {"name": "nimic.js"}),
}
