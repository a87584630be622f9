"""What the worker does for notices."""

from __future__ import annotations

from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from vatra.notices.channels import NotSentError

TRIES: Final = 6
# After 30 s, then 3, 15, 75 minutes and so on: a gateway that is down for a morning is met again.
AGAIN: Final = RetryStrategy(max_attempts=TRIES, wait=30, exponential_wait=5, retry_exceptions=[NotSentError])


@app.task(name="notices.deliver", retry=AGAIN, pass_context=True)
def deliver(context: JobContext, key: str) -> str:
    """Send one notice; how it ended. The key holds ids only."""
    from vatra.notices import delivery

    return delivery.deliver(key, is_last=context.job.attempts >= TRIES - 1)
