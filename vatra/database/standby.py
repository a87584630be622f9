"""A second server that holds every acknowledged entry and can take over.

The primary waits with each commit until the standby has it on its disk; a commit it could not
send there is not acknowledged. Works between embedded clusters (one machine, for trying it) and
between PostgreSQL servers of the system.
"""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from vatra.database import embedded

NAME = "standby"
STATE = (
    "SELECT application_name, state, sync_state, "
    "coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn), 0)::bigint FROM pg_stat_replication"
)


def create(primary: str, folder: Path, name: str = NAME) -> None:
    """Copy the primary (a connection that may replicate) into `folder`, set to follow it."""
    embedded.own(folder, like=folder)
    target = f"{primary}{'&' if '?' in primary else '?'}application_name={name}"
    embedded.run(
        *(folder, "pg_basebackup", "--pgdata", str(folder), "--dbname", target, "--no-password"),
        *(
            "--wal-method=stream",
            "--checkpoint=fast",
            "--write-recovery-conf",
            "--create-slot",
            f"--slot={name}",
        ),
    )


def require(primary: str, name: str | None = NAME) -> None:
    """Acknowledge nothing that `name` does not hold on disk; None: the primary alone is enough again."""
    wanted = sql.Literal(f'"{name}"' if name else "")
    with psycopg.connect(primary, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(wanted))
        connection.execute("SELECT pg_reload_conf()")


def promote(folder: Path) -> None:
    """Make the standby in `folder` the one that writes. The former primary must not come back as one."""
    embedded.run(folder, "pg_ctl", "promote", "-D", str(folder), "-w", "-t", "60")
    # It has no standby of its own yet: waiting for one would stop all work.
    require(embedded.url(folder, database="postgres"), None)


def state(primary: str) -> list[dict[str, Any]]:
    """Who follows, how, and how many bytes each is behind."""
    names = ("name", "state", "sync", "behind")
    with psycopg.connect(primary, autocommit=True) as connection:
        return [dict(zip(names, row, strict=True)) for row in connection.execute(STATE).fetchall()]
