"""How a page says where the law asks for something."""

import pytest

from vatra.office.templatetags import office


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([], ""),
        (["Legea A, art. 1"], "Legea A, art. 1"),
        (["Legea A, art. 3 alin. (3) lit. h)", "Legea A, art. 3 alin. (3) lit. i)"],
         "Legea A, art. 3 alin. (3) lit. h), i)"),
        (["Legea A, art. 3 lit. a), partea 1", "Legea A, art. 3 lit. a), partea 2"], "Legea A, art. 3 lit. a)"),
        (["Legea A, art. 3 lit. h)", "Legea A, art. 8 lit. l), partea 2"],
         "Legea A, art. 3 lit. h); art. 8 lit. l)"),
        (["Legea A, art. 1", "Anunțul B, preambul"], "Legea A, art. 1; Anunțul B, preambul"),
        (["Anunțul B, tabel rândul 1", "Anunțul B, tabel rândul 2"], "Anunțul B, tabel rândul 1; tabel rândul 2"),
    ],
)  # fmt: skip
def test_each_place_is_said_once(monkeypatch: pytest.MonkeyPatch, labels: list[str], words: str) -> None:
    monkeypatch.setattr(office, "_labels", lambda: {str(n): label for n, label in enumerate(labels)})

    assert office.articles([str(n) for n in range(len(labels))]) == words
