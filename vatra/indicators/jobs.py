"""What the worker does for figures."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="indicators.fold", queueing_lock="indicators.fold")
def fold(timestamp: int) -> int:
    """Every minute: fold what has been written since."""
    from vatra.indicators import folding

    return folding.fold_all()


@app.task(name="indicators.recount")
def recount(place_id: int) -> int:
    """Count a place again, after an indicator was added."""
    from vatra.records import rebuilding

    return rebuilding.rebuild(place_id)
