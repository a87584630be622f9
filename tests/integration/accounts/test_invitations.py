import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.accounts_fixtures import Staff
from tests.factories import BOTOSANI, IASI, PASSWORD, VORONA
from vatra.accounts import invitations
from vatra.accounts.errors import DuplicateError, InvitationError, NotAllowedError
from vatra.accounts.models import Invitation, User
from vatra.accounts.principals import Principal

pytestmark = pytest.mark.django_db
ADDRESS = "ion@example.ro"


@pytest.fixture
def administrator() -> Principal:
    return factories.principal(factories.make_user("administrator", BOTOSANI))


def invite(
    by: Principal | None, place: int = VORONA, role: str = "social_worker", email: str = ADDRESS
) -> Invitation:
    return invitations.invite(
        email=email,
        full_name="Ion Popescu",
        role=role,
        place=factories.make_place(place),
        starts_on=timezone.localdate(),
        by=by,
    )


def token(invitation: Invitation) -> str:
    return invitations.link(invitation).rstrip("/").rpartition("/")[2]


def test_invited_person_opens_the_account_and_is_led_to_the_second_factor(administrator: Principal) -> None:
    invitation = invite(administrator)
    invitations.send(invitation)
    (path,) = re.findall(r"/cont/invitatie/\S+", mail.outbox[0].body)
    client = Client()
    page = client.get(path).content.decode()

    client.post(path, {"password1": PASSWORD, "password2": PASSWORD})

    user = User.objects.get(email=ADDRESS)
    assert "Bine ați venit, Ion Popescu" in page
    assert factories.principal(user).roles == (("social_worker", VORONA),)
    assert client.get("/cont/").url.startswith("/cont/al-doilea-factor/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_letter_and_link_hold_no_data_in_the_address(administrator: Principal) -> None:
    link = invitations.link(invite(administrator))

    assert "ion" not in link.rpartition("/invitatie/")[2].lower().split(":")[0] or "@" not in link
    assert ADDRESS not in link
    assert "Popescu" not in link


def test_invitation_opens_one_account_only(administrator: Principal) -> None:
    key = token(invite(administrator))
    invitations.accept(token=key, password=PASSWORD)

    with pytest.raises(InvitationError, match="deja folosită"):
        invitations.accept(token=key, password=PASSWORD)
    assert User.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "a expirat"),
        ({"withdrawn_at": timezone.now()}, "retrasă"),
    ],
)
def test_link_says_why_it_is_good_no_more(
    administrator: Principal, change: dict[str, object], why: str
) -> None:
    invitation = invite(administrator)
    Invitation.objects.filter(pk=invitation.pk).update(**change)

    answer = Client().get(f"/cont/invitatie/{token(invitation)}/")

    assert answer.status_code == 410
    assert why in answer.content.decode()


def test_altered_link_is_refused(administrator: Principal) -> None:
    with pytest.raises(InvitationError, match="nu este întreagă"):
        invitations.find(token(invite(administrator))[:-1])


def test_weak_password_opens_nothing(administrator: Principal) -> None:
    with pytest.raises(ValidationError):
        invitations.accept(token=token(invite(administrator)), password="parola")

    assert not User.objects.filter(email=ADDRESS).exists()


def test_address_with_account_or_invitation_is_not_invited_again(administrator: Principal) -> None:
    factories.make_user(email="are.cont@example.ro")
    invite(administrator)

    with pytest.raises(DuplicateError, match="invitație"):
        invite(administrator)
    with pytest.raises(DuplicateError, match="cont"):
        invite(administrator, email="ARE.CONT@example.ro")


def test_expired_invitation_makes_room_for_a_new_one(administrator: Principal) -> None:
    old = invite(administrator)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    new = invite(administrator)

    assert invitations.find(token(new)) == new
    with pytest.raises(InvitationError):
        invitations.find(token(old))


def test_county_administrator_invites_in_his_county_only(administrator: Principal) -> None:
    with pytest.raises(NotAllowedError):
        invite(administrator, IASI, "county_social_coordinator")
    with pytest.raises(NotAllowedError):
        invite(administrator, 0, "ministry_labour")


def test_others_do_not_invite(staff: Staff) -> None:
    for user in (staff.nurse, staff.coordinator, staff.ministry):
        with pytest.raises(NotAllowedError):
            invite(factories.principal(user))


def test_page_invites_and_sends(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.administrator)
    given = {
        "full_name": "Ion Popescu",
        "email": ADDRESS,
        "role": "social_worker",
        "place": VORONA,
        "starts_on": "2026-11-02",
        "judet": BOTOSANI,
    }

    answer = client.post("/cont/invitatii/noua/", given)
    invitation = Invitation.objects.get()
    client.post(f"/cont/invitatii/{invitation.pk}/trimitere/")
    client.post(f"/cont/invitatii/{invitation.pk}/retragere/")

    assert answer.url == "/cont/personal/"
    assert [message.to for message in mail.outbox] == [[ADDRESS], [ADDRESS]]
    assert "Ion Popescu" not in client.get("/cont/personal/").content.decode()


def test_page_refuses_a_role_at_the_wrong_place_in_words(staff: Staff) -> None:
    client = factories.signed_in(Client(), staff.administrator)
    given = {
        "full_name": "Ion Popescu",
        "email": ADDRESS,
        "role": "ministry_health",
        "place": VORONA,
        "starts_on": "2026-11-02",
        "judet": BOTOSANI,
    }

    page = client.post("/cont/invitatii/noua/", given).content.decode()

    assert "se ține pentru toată țara" in page
    assert not mail.outbox
