"""A broken constraint of the database, said in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from vatra.accounts.errors import AccountError


@contextmanager
def spoken(**errors: AccountError) -> Iterator[None]:
    """A transaction in which the named constraints raise the given errors."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in errors:
            raise errors[name] from None
        raise
