"""Health is open to all and tells nothing of anybody; metrics are nothing to those without token or address."""

from tests.integration.routes.route import open_to_all

ROUTES = {
    "health_live": open_to_all(),
    "health_ready": open_to_all(),
    "metrics": open_to_all(404),
}
