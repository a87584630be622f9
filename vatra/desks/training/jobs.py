"""What the worker does for the desk."""

from __future__ import annotations

from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vatra.notices.channels import NotSentError

AGAIN: Final = RetryStrategy(max_attempts=6, wait=30, exponential_wait=5, retry_exceptions=[NotSentError])


@app.task(name="training.tell", retry=AGAIN)
def tell(owner: str, file: str, name: str) -> str:
    """Send one message by e-mail; ids only come with the job."""
    from vatra.accounts.models import User
    from vatra.desks.training import messages
    from vatra.notices import channels

    to = User.objects.filter(pk=owner, is_active=True).values_list("email", flat=True).first()
    if not to:
        return "impossible"
    channels.send(channels.EMAIL, to, messages.text_of(name, file))
    return "sent"
