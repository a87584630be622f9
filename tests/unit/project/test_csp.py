from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from vatra.project import csp

HEADER = "Content-Security-Policy"


def answer(response: HttpResponse, *, uses_nonce: bool) -> tuple[HttpResponse, str]:
    shown = []

    def respond(request: HttpRequest) -> HttpResponse:
        if uses_nonce:
            shown.append(str(csp.nonce(request)["csp_nonce"]))
        return response

    answered = csp.ContentSecurityPolicy(respond)(RequestFactory().get("/"))
    return answered, "".join(shown)


def test_policy_lets_nothing_inline() -> None:
    answered, _ = answer(HttpResponse(), uses_nonce=False)

    assert "unsafe" not in answered[HEADER]
    assert "nonce" not in answered[HEADER]
    assert "default-src 'none'" in answered[HEADER]


def test_nonce_of_page_stands_in_policy() -> None:
    answered, shown = answer(HttpResponse(), uses_nonce=True)

    assert len(shown) >= 20
    assert f"script-src 'self' 'nonce-{shown}'" in answered[HEADER]


def test_two_requests_have_two_nonces() -> None:
    assert answer(HttpResponse(), uses_nonce=True)[1] != answer(HttpResponse(), uses_nonce=True)[1]


def test_stricter_policy_of_a_view_is_kept() -> None:
    answered, _ = answer(HttpResponse(headers={HEADER: "sandbox"}), uses_nonce=False)

    assert answered[HEADER] == "sandbox"
