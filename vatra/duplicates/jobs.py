"""What the worker does at night, when nobody waits for the processors."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="30 2 * * *")
@app.task(name="duplicates.search_all", queueing_lock="duplicates.search_all")
def search_all(timestamp: int) -> int:
    """Each county is a job of its own: one that fails does not hold the others back."""
    from vatra.duplicates import searching

    counties = searching.counties()
    for county_id in counties:
        search.defer(county_id=county_id)
    return len(counties)


@app.task(name="duplicates.search")
def search(county_id: int) -> int:
    from vatra.duplicates import searching

    return searching.search(county_id, timezone.localdate())
