"""CPU time instead of wall time: on a busy machine only that is stable.

Counted are this process and the PostgreSQL process that serves its connection.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from vatra.database import trips

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """Seconds: ``python`` and ``database`` of CPU, ``wall`` of time.

    ``statements`` as they were asked for; several may travel in one of the ``trips`` to PostgreSQL.
    """

    python: float = 0.0
    database: float = 0.0
    wall: float = 0.0
    statements: int = 0
    trips: int = 0
    samples: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return self.python + self.database


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used (ten milliseconds fine)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def backend_pid() -> int:
    """The PostgreSQL process behind Django's connection."""
    connection.ensure_connection()
    pid: int = connection.connection.info.backend_pid
    return pid


@contextmanager
def spent() -> Iterator[Spent]:
    """What the block costs."""
    found = Spent()

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        found.trips += 1
        found.statements += sql.count(trips.JOINT) + 1
        return execute(sql, params, many, context)

    pid = backend_pid()
    database, python, wall = cpu_of(pid), time.process_time(), time.perf_counter()
    spared = trips.spared()
    with connection.execute_wrapper(count):
        yield found
    found.trips -= trips.spared() - spared
    found.python = time.process_time() - python
    found.database = cpu_of(pid) - database
    found.wall = time.perf_counter() - wall


def p95(samples: list[float]) -> float:
    """The value that 95 of 100 samples do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
