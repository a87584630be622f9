"""Addresses of figures: every level, its own territory; steering only at the centre."""

from tests.integration.routes.route import EVERYBODY, OK, Route, all_of, only

READERS = tuple(who for who in EVERYBODY if who != "administrator")


def read(**arguments: str) -> Route:
    return Route(all_of(READERS, OK), arguments=lambda staff: arguments)


ROUTES = {
    "map": read(),
    "indicators": read(),
    "indicator": read(code="CAZ.1"),
    "reports": read(),
    "report": read(name="sinteza"),
    "indicator_new": only("ministry"),
    "close_month": only("ministry"),
    # the fixture's ministry of health does not own this indicator of the ministry of labour
    "indicator_target": only(arguments=lambda staff: {"code": "CAZ.1"}),
}
