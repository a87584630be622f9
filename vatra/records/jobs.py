"""What the worker does for the journal's files."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="records.leftovers", queueing_lock="records.leftovers")
def leftovers(timestamp: int) -> int:
    """Every night: files of forms that nobody saved."""
    from vatra.records import leftovers as files

    return files.remove(settings.UPLOAD_DAYS)
