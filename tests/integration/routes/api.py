"""Addresses under /api/ that are not the phones': a session opens nothing there, a token does."""

from tests.factories import BOTOSANI
from tests.integration.routes.route import Route, open_to_all

SIGN_IN = 401


def by_token(**arguments: object) -> Route:
    """Only an operator's token helps: whoever signed in is refused as a stranger is."""
    return Route({}, otherwise=SIGN_IN, anonymous=SIGN_IN, arguments=lambda staff: arguments)


ROUTES = {
    "api:pages": open_to_all(),
    "api:openapi": open_to_all(),
    "api:missing": open_to_all(404, arguments=lambda staff: {"rest": "nimic"}),
    "api:figures_indicators": by_token(),
    "api:figures_indicator": by_token(code="NEV.1"),
    "api:figures_readings": by_token(),
    "api:figures_reading": by_token(code="NEV.1"),
    "api:figures_trend": by_token(code="NEV.1"),
    "api:places_counties": by_token(),
    "api:places_communes": by_token(siruta=BOTOSANI),
    "api:catalogue_forms": by_token(),
    "api:catalogue_vulnerabilities": by_token(),
    "api:catalogue_services": by_token(),
    "api:catalogue_needs": by_token(),
    "api:reports_reports": by_token(),
    "api:reports_report": by_token(name="nevoi", kind="csv"),
    "api:reports_readings": by_token(kind="csv"),
    "api:cases_listed": by_token(),
    "api:cases_exported": by_token(kind="csv"),
}
