"""`vatra createuser | assign | invite | end-sessions | code | demo-users`."""

import time
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from vatra.kit.vocabulary import ROLES

if TYPE_CHECKING:  # models are not loaded when this module is
    from vatra.accounts.models import User
    from vatra.places.models import Place

EXIT_FAILED = 1
STEP_SECONDS = 30
console = Console()

Email = Annotated[str, typer.Argument(help="E-mail address of the account.")]
RoleCode = Annotated[
    str, typer.Argument(help=f"One of {', '.join(r.code for r in ROLES.values() if r.active)}.")
]
PlaceCode = Annotated[int, typer.Argument(help="SIRUTA code of the place; 0 is the whole country.")]


def register(cli: typer.Typer) -> None:
    cli.command("createuser")(create_user)
    cli.command("assign")(assign)
    cli.command("invite")(invite)
    cli.command("end-sessions")(end_sessions)
    cli.command("code")(print_code)
    cli.command("demo-users")(demo_users)


def create_user(
    email: Email,
    full_name: Annotated[str, typer.Argument(help="Full name.")],
    password: Annotated[
        str,
        typer.Option(
            prompt="Parola", confirmation_prompt=True, hide_input=True, help="Asked for if missing."
        ),
    ],
    profession: Annotated[str, typer.Option(help="Profession.")] = "",
) -> None:
    """Open an account; at the first sign-in the person sets up the second factor."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from vatra.accounts import actions
    from vatra.accounts.errors import AccountError
    from vatra.accounts.models import User

    try:
        validate_password(password, User(email=email, full_name=full_name))
        actions.create_user(email=email, full_name=full_name, password=password, profession=profession)
    except ValidationError as error:
        raise _failed(" ".join(error.messages)) from None
    except AccountError as error:
        raise _failed(str(error)) from None
    console.print("Contul este deschis. Dați-i o atribuire: `vatra assign`.")


def assign(
    email: Email,
    role: RoleCode,
    place: PlaceCode,
    starts_on: Annotated[str, typer.Option("--from", help="First day (YYYY-MM-DD); default today.")] = "",
) -> None:
    """Give a role at a place: `vatra assign ana@example.ro social_worker 39872`."""
    from vatra.accounts import actions
    from vatra.accounts.errors import AccountError

    try:
        actions.assign(user=_user(email), role=role, place=_place(place), starts_on=_day(starts_on), by=None)
    except AccountError as error:
        raise _failed(str(error)) from None
    console.print("Atribuirea este scrisă.")


def invite(
    email: Email,
    full_name: Annotated[str, typer.Argument(help="Full name.")],
    role: RoleCode,
    place: PlaceCode,
) -> None:
    """Send an invitation and print the link in it."""
    from vatra.accounts import invitations
    from vatra.accounts.errors import AccountError

    try:
        invitation = invitations.invite(
            email=email, full_name=full_name, role=role, place=_place(place), starts_on=_day(""), by=None
        )
    except AccountError as error:
        raise _failed(str(error)) from None
    invitations.send(invitation)
    console.print(invitations.link(invitation), soft_wrap=True)


def print_code(email: Email) -> None:
    """Print the present code of an account; only in the demonstration or with VATRA_DEBUG."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from allauth.mfa.utils import decrypt
    from django.conf import settings

    from vatra.accounts import demo

    if not settings.DEBUG and not demo.is_demo(email):
        raise _failed("Codurile se arată numai pentru conturile demonstrației sau cu VATRA_DEBUG=1.")
    found = Authenticator.objects.filter(user=_user(email), type=Authenticator.Type.TOTP).first()
    if found is None:
        raise _failed("Contul nu are aplicație de coduri: intrați cu parola și porniți al doilea factor.")
    now = int(time.time())
    code = format_hotp_value(hotp_value(decrypt(found.data["secret"]), now // STEP_SECONDS))
    typer.echo(f"{code}   (bun încă {STEP_SECONDS - now % STEP_SECONDS} secunde)")


def end_sessions(email: Email) -> None:
    """Sign the account out of every browser, now; it stays open, and its phones too."""
    from vatra.accounts import actions

    ended = actions.end_sessions(user=_user(email), by=None)
    console.print(f"Sesiuni încheiate: {ended}.")


def demo_users(
    county: Annotated[str, typer.Option(help="County (car code) whose places are loaded.")] = "BT",
) -> None:
    """Create the people of the demonstration and print what each signs in with."""
    from vatra.accounts import demo

    try:
        users = demo.create_demo_users(county)
    except LookupError as error:
        raise _failed(str(error)) from None
    table = Table("Rolul", "Locul")
    table.add_column("Adresa", no_wrap=True)
    for user in users:
        table.add_row(ROLES[user.role].title, user.place, user.email)
    console.print(table)
    password, secret = demo.credentials()
    console.print(f"Parola tuturor: [bold]{password}[/bold]   Codul de acum: `vatra code ADRESA`")
    console.print(
        f"Sau, într-o aplicație de coduri: otpauth://totp/Vatra?secret={secret}&issuer=Vatra", soft_wrap=True
    )


def _user(email: str) -> "User":
    from vatra.accounts.models import User

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise _failed("Nu există un cont cu această adresă. Deschideți-l cu `vatra createuser`.")
    return user


def _place(siruta: int) -> "Place":
    from vatra.places.models import Place

    place = Place.objects.filter(pk=siruta).first()
    if place is None:
        raise _failed("Locul nu este încărcat. Verificați codul sau rulați `vatra places load`.")
    return place


def _day(text: str) -> date:
    from django.utils import timezone

    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise _failed("Ziua se scrie AAAA-LL-ZZ, de exemplu 2026-11-02.") from None


def _failed(why: str) -> typer.Exit:
    typer.echo(why, err=True)
    return typer.Exit(EXIT_FAILED)
