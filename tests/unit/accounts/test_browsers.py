import pytest

from vatra.accounts.templatetags.browsers import browser

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (CHROME, "Chrome pe Linux"),
        (CHROME.replace("X11; Linux x86_64", "Windows NT 10.0") + " Edg/131.0", "Microsoft Edge pe Windows"),
        (CHROME.replace("X11; Linux x86_64", "Linux; Android 10; K"), "Chrome pe Android"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox pe Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari pe iOS"),
        ("curl/8.5.0", "Navigator necunoscut"),
        ("", "Navigator necunoscut"),
    ],
)
def test_browser_is_named_as_its_user_calls_it(told: str, words: str) -> None:
    assert browser(told) == words
