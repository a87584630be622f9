"""What the worker does for itself: jobs of a worker that died are done by another."""

from __future__ import annotations

from typing import Any, Final

import procrastinate
from procrastinate.contrib.django import app

MISSED: Final = 3  # signs of life; then a worker counts as dead
SECONDS: Final = 30.0


@app.periodic(cron="* * * * *")
@app.task(name="project.rescue", queueing_lock="project.rescue", pass_context=True)
async def rescue(context: Any, timestamp: int) -> int:
    """Every minute: put back what stalled workers were doing. Every job may be done twice."""
    return await rescue_from(context.app, SECONDS)


async def rescue_from(running: procrastinate.App, seconds: float) -> int:
    """Queue again the jobs whose worker gave no sign of life for so long; how many."""
    stalled = list(await running.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in stalled:
        await running.job_manager.retry_job(job)
    return len(stalled)
