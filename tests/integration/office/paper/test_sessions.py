"""A session list goes out, is filled, comes back, is reviewed and saved; the second time it adds nothing."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests import factories
from tests.accounts_fixtures import Staff
from tests.integration.office.people.conftest import Home, author, make_home
from vatra.accounts.models import User
from vatra.database import scope

pytestmark = pytest.mark.django_db
FORM = "integrated_services/school_situation"


def client(user: User) -> Client:
    return factories.signed_in(Client(), user)


def fetched(user: User, **query: Any) -> Any:
    response = client(user).get(reverse("paper_session"), {"formular": FORM, **query})
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content))


def column_of(book: Any, item: str) -> int:
    return [cell.value for cell in book["Completare"][1]].index(item) + 1


def fill(book: Any, name: str, **answers: Any) -> None:
    page = book["Completare"]
    row = next(
        row for row in range(3, page.max_row + 1) if name in (page.cell(row=row, column=4).value or "")
    )
    for item, value in answers.items():
        page.cell(row=row, column=column_of(book, item), value=value)


def packed(book: Any, name: str = "lista.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def reviewed(user: User, book: Any) -> str:
    response = client(user).post(reverse("paper_reading"), {"lista": packed(book)})
    assert response.status_code == 200
    return str(response.content.decode())


def saved(user: User, review: str) -> str:
    sealed = re.search(r'name="randuri" value="([^"]+)"', review)
    assert sealed is not None
    response = client(user).post(reverse("paper_saving"), {"randuri": sealed[1]})
    assert response.status_code == 200
    return str(response.content.decode())


def written() -> list[tuple[Any, ...]]:
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT subject_id::text, app FROM records_record WHERE form = %s", [FORM])
        return list(cursor.fetchall())


@pytest.fixture
def mediator(team: Staff) -> User:
    return team.school_mediator


def test_list_goes_out_and_comes_back_once(home: Home, mediator: User) -> None:
    book = fetched(mediator)
    fill(book, "Ion", noted_on="20.11.2026", kindergarten="nu")

    review = reviewed(mediator, book)
    before = written()
    first = saved(mediator, review)
    again = reviewed(mediator, book)
    second = saved(mediator, review)

    assert "Bune de salvat: <b>1</b>" in review
    assert before == []
    assert "intrări primite 1" in first
    assert written() == [(home.ion["subject"]["id"], "paper")]
    assert "citit deja" in again
    assert "randuri" not in again
    assert "intrări primite 1" in second
    assert len(written()) == 1


def test_wrong_row_is_said_and_the_others_are_saved(home: Home, mediator: User) -> None:
    book = fetched(mediator)
    fill(book, "Ion", noted_on="20.11.2026", kindergarten="nu")
    fill(book, "Ana", noted_on="20.11.2031", kindergarten="poate")

    review = reviewed(mediator, book)
    saved(mediator, review)

    assert "de corectat" in review
    assert len(re.findall(r"<ul><li>.*?</ul>", review, re.DOTALL)) == 1
    assert [subject for subject, _ in written()] == [home.ion["subject"]["id"]]


def test_list_is_of_the_village_and_the_years_asked(home: Home, mediator: User, team: Staff) -> None:
    make_home(author(team.nurse, "community_nurse"), name="Familia Rusu", number="14")

    page = fetched(mediator, din="2020")["Completare"]
    nobody = fetched(mediator, sat="39907")["Completare"]

    assert [page.cell(row=row, column=4).value for row in (3, 4)] == ["Rusu Ion", "Ștefănescu Ion"]
    assert nobody.max_row == 2
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden


def test_list_names_only_the_reader_s_own_people(home: Home, team: Staff) -> None:
    stranger = factories.make_user("school_mediator", 39391)

    assert fetched(stranger)["Completare"].max_row == 2
    assert (
        client(stranger).get(reverse("paper_session"), {"formular": FORM, "localitate": 39872}).status_code
        == 404
    )
    assert client(team.coordinator).get(reverse("paper_session"), {"formular": FORM}).status_code == 403


def test_list_of_another_commune_is_refused_row_by_row(home: Home, mediator: User) -> None:
    book = fetched(mediator)
    fill(book, "Ion", noted_on="20.11.2026", kindergarten="nu")
    stranger = factories.make_user("school_mediator", 39391)

    review = reviewed(stranger, book)

    assert "nu este în comunele dumneavoastră" in review
    assert "randuri" not in review
    assert written() == []


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK nu", "nu este un fișier Excel"),
        (b"nume;prenume", "nu este un fișier Excel"),
        (b"", "Alegeți întâi fișierul"),
    ],
)
def test_other_files_are_refused_in_words(home: Home, mediator: User, content: bytes, word: str) -> None:
    sent = {"lista": SimpleUploadedFile("x.xlsx", content)} if content else {}

    response = client(mediator).post(reverse("paper_reading"), sent)

    assert response.status_code == 422
    assert word in response.content.decode()


def test_workbook_of_somebody_else_is_refused_in_words(home: Home, mediator: User) -> None:
    response = client(mediator).post(reverse("paper_reading"), {"lista": packed(Workbook())})

    assert response.status_code == 422
    assert "nu este o listă de ședință făcută de Vatra" in response.content.decode()


def test_row_that_lost_its_number_is_said(home: Home, mediator: User) -> None:
    book = fetched(mediator)
    fill(book, "Ion", noted_on="20.11.2026", kindergarten="nu")
    for row in (3, 4):
        book["Completare"].cell(row=row, column=1, value="")

    response = client(mediator).post(reverse("paper_reading"), {"lista": packed(book)})

    assert response.status_code == 422
    assert "nu mai are numărul lui" in response.content.decode()


def test_review_of_another_hand_saves_nothing(home: Home, mediator: User) -> None:
    response = client(mediator).post(reverse("paper_saving"), {"randuri": "altceva"})

    assert response.status_code == 422
    assert "nu s-a salvat nimic" in response.content.decode()


def test_review_costs_the_same_for_one_row_and_for_two(
    home: Home, mediator: User, django_assert_max_num_queries: Any
) -> None:
    book = fetched(mediator)
    browser = client(mediator)
    for name in ("Ion", "Ana"):
        fill(book, name, noted_on="20.11.2026", kindergarten="nu")
        with django_assert_max_num_queries(15):
            browser.post(reverse("paper_reading"), {"lista": packed(book)})


def test_sheet_leads_to_its_form_about_its_household_and_is_read_once(home: Home, team: Staff) -> None:
    number = "0192f000-0000-7000-8000-000000000001"
    code = f"vatra:integrated_services/home_visit@1:g{home.id}:{number}"
    browser = client(team.nurse)

    led = browser.post(reverse("paper_sheet"), {"cod": code})
    typed = browser.post(
        reverse("paper_sheet"), {"cod": f"nr. {number}", "formular": "integrated_services/home_visit"}
    )
    given = {"action": "save", "entry_id": number, "q.visited_on": "2026-11-20", "q.visit_kind": "monitoring"}
    given |= {"q.outcome": "nobody_home", "q.first_contact": "yes"}
    given |= {"group_id": home.id, "subject_id": home.id}
    stored = browser.post(led.headers["Location"], given)
    again = browser.post(reverse("paper_sheet"), {"cod": code}).content.decode()

    assert stored.status_code == 302, re.findall(
        r'class="errors".*?</div>', stored.content.decode(), re.DOTALL
    )
    assert f"gospodarie={home.id}" in led.headers["Location"]
    assert f"foaie={number}" in led.headers["Location"]
    assert f"foaie={number}" in typed.headers["Location"]
    assert "Foaia a fost citită deja" in again
    with scope.system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_record WHERE form = 'integrated_services/home_visit'")
        assert cursor.fetchone() == (1,)


def test_code_that_is_not_ours_is_said(home: Home, team: Staff) -> None:
    response = client(team.nurse).post(reverse("paper_sheet"), {"cod": "5941234567890"})

    assert response.status_code == 422
    assert "nu este al unei foi tipărite" in response.content.decode()


def test_printed_sheet_says_about_whom_it_is(home: Home, team: Staff) -> None:
    sheets = client(team.nurse).get(reverse("paper_sheets"), {"gospodarie": home.id}).content.decode()
    url = re.search(r'href="(/documente/foaie/formular/integrated_services/home_visit.pdf\?[^"]+)"', sheets)
    assert url is not None

    made = client(team.nurse).get(url[1])
    other = client(team.stranger).get(url[1])

    assert made.status_code == 200
    assert made.content.startswith(b"%PDF")
    assert other.status_code == 404
