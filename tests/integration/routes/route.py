"""How an address is asked, and the answer for each fixture user."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.accounts_fixtures import Staff

LOCAL: Final = ("nurse", "social_worker", "school_mediator")
COUNTY: Final = ("coordinator", "other_coordinator")
EVERYBODY: Final = (*LOCAL, *COUNTY, "ministry", "stranger", "administrator")

OK, FOUND, FORBIDDEN, NOT_FOUND, WRONG_METHOD = 200, 302, 403, 404, 405

Arguments = Callable[[Staff], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """`answers`: status by user; who is not named gets `otherwise`; anonymous is sent to sign in."""

    answers: Mapping[str, int]
    otherwise: int = FORBIDDEN
    anonymous: int = FOUND
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)
    arguments: Arguments = lambda staff: {}

    def expected(self, who: str) -> int:
        return self.anonymous if who == "anonymous" else self.answers.get(who, self.otherwise)


def all_of(users: tuple[str, ...], status: int = OK) -> dict[str, int]:
    return dict.fromkeys(users, status)


def signed_in_only(**changes: Any) -> Route:
    """A page about oneself: every signed-in user, whatever the role."""
    return Route(all_of(EVERYBODY), **changes)


def open_to_all(status: int = OK, *, signed_in: int | None = None, **changes: Any) -> Route:
    return Route({}, otherwise=status if signed_in is None else signed_in, anonymous=status, **changes)


def only(*users: str, status: int = OK, **changes: Any) -> Route:
    """These users get the page, the others the page 403."""
    return Route(all_of(users, status), **changes)
