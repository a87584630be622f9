"""What a browser would post from a page: the successful controls of its form, without scripts."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import QueryDict

Attributes = dict[str, str | None]


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.posted: list[tuple[str, str]] = []
        self.name: str | None = None  # of the textarea or select being read
        self.text = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "input":
            self._input(given)
        elif tag in ("textarea", "select"):
            self.name, self.text, self.options = given.get("name"), "", []
        elif tag == "option":
            self.options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.name and tag == "textarea":
            self.posted.append((self.name, self.text))
        elif self.name and tag == "select" and self.options:
            chosen = [value for value, is_chosen in self.options if is_chosen] or [self.options[0][0]]
            self.posted.append((self.name, chosen[-1]))
        if tag in ("textarea", "select"):
            self.name = None

    def _input(self, given: Attributes) -> None:
        name, kind = given.get("name"), given.get("type") or "text"
        is_left_out = kind == "file" or (kind in ("radio", "checkbox") and "checked" not in given)
        if name and not is_left_out:
            self.posted.append((name, given.get("value") or ""))


def posted(html: str) -> QueryDict:
    """The controls of the page, as the server would read them."""
    reader = _Controls()
    reader.feed(html)
    found = QueryDict(mutable=True)
    for name, value in reader.posted:
        found.appendlist(name, value)
    return found
