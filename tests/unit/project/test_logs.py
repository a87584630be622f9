import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from vatra.project import logs


def written(record: logging.LogRecord) -> dict[str, object]:
    line: dict[str, object] = json.loads(logs.JsonLine().format(record))
    return line


def record(message: str, *values: object, name: str = "vatra.records", **extra: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, __file__, 1, message, values, None)
    made.__dict__ |= extra
    return made


def test_line_holds_known_ids_only() -> None:
    line = written(record("accepted %d", 3, place_id=35731, answers={"cnp": "1"}))

    assert line["event"] == "accepted 3"
    assert line["place_id"] == 35731
    assert "answers" not in line


def test_text_of_an_exception_stays_out() -> None:
    try:
        raise ValueError("Key (cnp)=(1800101221144) already exists")
    except ValueError:
        failed = record("failed")
        failed.exc_info = sys.exc_info()

    line = written(failed)

    assert line["error"] == "builtins.ValueError"
    assert "test_text_of_an_exception_stays_out" in str(line["trace"])
    assert "1800101221144" not in json.dumps(line)


@pytest.mark.parametrize(
    ("message", "values", "event"),
    [
        ("%s: %s", ("Internal Server Error", "/persoane/Ionescu"), "Internal Server Error"),
        ("Not Found: %s", ("/persoane/Ionescu",), "Not Found: %s"),
    ],
)
def test_path_in_message_of_django_stays_out(message: str, values: tuple[str, ...], event: str) -> None:
    line = written(record(message, *values, name="django.request"))

    assert line["event"] == event


def test_request_is_logged_by_route_without_query(caplog: pytest.LogCaptureFixture) -> None:
    def respond(request: HttpRequest) -> HttpResponse:
        return HttpResponse("da")

    request = RequestFactory().get("/persoane/", {"nume": "Ionescu"})
    request.resolver_match = None

    with caplog.at_level(logging.INFO, "vatra.request"):
        logs.RequestLog(respond)(request)

    (logged,) = caplog.records
    assert logged.__dict__["status"] == 200
    assert "Ionescu" not in json.dumps(written(logged))
