"""What accounts refuse, in the reader's words. No text names a person."""

from django.core.exceptions import PermissionDenied


class AccountError(Exception):
    """Whatever accounts refuse on purpose."""


class NotAllowedError(AccountError, PermissionDenied):
    """The role does not give this right. Reaching the edge, it becomes the page "403"."""


class OverlapError(AccountError):
    """The person already holds this role at this place in that period."""


class PlaceError(AccountError):
    """The role cannot be held at a place of this kind."""


class InvitationError(AccountError):
    """The link is not valid: altered, used, withdrawn or too old."""


class HandoverError(AccountError):
    """The handover cannot be made as asked."""


class CeilingError(AccountError):
    """More posts than the county has approved."""


class DuplicateError(AccountError):
    """There is already an account, an invitation or an entry like this."""


class LastFactorError(AccountError):
    """Without it the account would have no second factor."""
