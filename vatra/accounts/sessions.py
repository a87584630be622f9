"""Open sessions of a user: list them, end them."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession

from vatra.accounts.models import User


def open_sessions(user: User) -> list[UserSession]:
    """Newest first; those whose time ran out are forgotten on the way."""
    alive: Iterable[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(alive, key=lambda session: session.created_at, reverse=True)


def end(user: User, session_id: int) -> bool:
    """End one session of the user; False if he has none with that number."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return False
    session.end()
    return True


def end_all(user: User, *, except_key: str | None = None) -> int:
    """End every session of the user but the one with that key; how many were ended."""
    ending = [session for session in open_sessions(user) if session.session_key != except_key]
    for session in ending:
        session.end()
    return len(ending)
