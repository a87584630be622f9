"""What the worker does for files that the scanner has not answered for."""

from __future__ import annotations

from procrastinate.contrib.django import app

MOST = 200


@app.periodic(cron="*/5 * * * *")
@app.task(name="scanning.waiting", queueing_lock="scanning.waiting")
def waiting(timestamp: int) -> int:
    """Every five minutes: files that wait are shown to the scanner again; how many have an answer now."""
    from vatra.scanning import clamd, verdicts

    if not clamd.is_set():
        return 0
    counts = verdicts.all_again(verdicts.waiting(MOST), verdicts.Sender("worker"))
    return sum(count for state, count in counts.items() if state != "waiting")
