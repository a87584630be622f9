"""What the worker does for accounts."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="41 3 * * *")
@app.task(name="accounts.recovery_codes", queueing_lock="accounts.recovery_codes")
def hash_recovery_codes(timestamp: int) -> int:
    """Every night: codes made by a release that did not hash them. Not with the migration: while the former
    release still serves, it must be able to read them."""
    from vatra.accounts import recovery_codes

    return recovery_codes.rehash_all()
