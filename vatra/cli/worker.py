"""`vatra worker`: does the jobs, and takes up those that a killed worker left half done."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, cast

import typer

from vatra.project import jobs


def register(cli: typer.Typer) -> None:
    cli.command("worker")(worker)


def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at once.")] = 1,
    heartbeat: Annotated[float, typer.Option(min=0.2, help="Seconds between two signs of life.")] = 10,
) -> None:
    """Do jobs until told to stop. Several workers, on several machines, share them.

    It needs its own way to PostgreSQL: PgBouncer's transaction mode hides new jobs from it.
    """
    asyncio.run(_work(concurrency, heartbeat))


async def _work(concurrency: int, heartbeat: float) -> None:
    from procrastinate.contrib.django import app

    connector = cast(Any, app.connector)  # Django's, whose way for workers its type does not tell
    own = app.with_connector(connector.get_worker_connector())
    silent = heartbeat * jobs.MISSED
    async with own.open_async():
        await jobs.rescue_from(own, silent)
        await own.run_worker_async(
            concurrency=concurrency, update_heartbeat_interval=heartbeat, stalled_worker_timeout=silent
        )
