"""`vatra restore`: the database and the attachments back from a backup, up to a moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import Progress

from vatra.cli.backup import EXIT_FAILED, Bars
from vatra.database import after_restore, archive, backup, embedded, restore
from vatra.project import keys

ELSEWHERE = (
    "This installation uses its own PostgreSQL server (DATABASE_URL): restore it there. "
    "docs/operation.md says how, with the same backup."
)
OTHER_KEYS = (
    "The keys in use are not those this backup was made with ({missing}): identifiers would stay "
    "sealed. Give the keys of that day in the environment, former ones included."
)
TWO_TARGETS = "Give either --to-time or --to-lsn."
TOO_EARLY = "No backup was finished by then. The oldest one: {oldest}."


def register(cli: typer.Typer) -> None:
    cli.command("restore")(restore_)


def restore_(
    made: Annotated[Path, typer.Argument(help="A backup, or a folder of backups: the best is taken.")],
    to_time: Annotated[
        str, typer.Option(help="Stop before what came after this moment: 2026-11-22T14:05[:00][+02:00].")
    ] = "",
    to_lsn: Annotated[str, typer.Option(help="Stop at this place of PostgreSQL's log: 0/3000148.")] = "",
    unchecked: Annotated[bool, typer.Option(help="Skip the backup's checksums.")] = False,
) -> None:
    """Bring the embedded database back. What is there now is moved aside and kept.

    Without --to-time or --to-lsn everything that was archived is played. Afterwards the journal is
    verified, and erasures made since the backup are made again.
    """
    console = Console()
    target = _target(to_time, to_lsn)
    chosen = _chosen(made, target)
    _refuse_other_keys(chosen)
    place = restore.Place(settings.PG_DIR, settings.ARCHIVE_DIR, settings.DATA_DIR / "attachments")
    if not unchecked:
        _refuse_altered(chosen)
    try:
        with Progress() as progress:
            aside = restore.restore(chosen, place, target, Bars(progress).step)
        # From here on others keep it running or not, as always.
        with embedded.running(place.cluster, archive.options(place.archive, place.cluster)):
            sound = _aftermath(console)
    except embedded.EmbeddedError:
        embedded.stop(place.cluster)
        raise
    if aside:
        console.print(f"The former data lie in {aside}. Remove them when all is well.", soft_wrap=True)
    if not sound:
        raise typer.Exit(EXIT_FAILED)


def _target(to_time: str, to_lsn: str) -> restore.Target:
    if to_time and to_lsn:
        raise typer.BadParameter(TWO_TARGETS)
    if not to_time:
        return restore.Target(lsn=to_lsn)
    try:
        moment = datetime.fromisoformat(to_time)
    except ValueError as error:
        raise typer.BadParameter("Write the moment as 2026-11-22T14:05.") from error
    here = ZoneInfo(settings.TIME_ZONE)
    return restore.Target(time=moment if moment.tzinfo else moment.replace(tzinfo=here))


def _chosen(made: Path, target: restore.Target) -> Path:
    if (made / backup.MANIFEST).exists():
        return made.resolve()
    found = backup.newest(made, upto=target.time)
    if found is None:
        every = backup.every(made)
        text = TOO_EARLY.format(oldest=every[0].name) if every else f"{made} holds no finished backup."
        typer.echo(text, err=True)
        raise typer.Exit(EXIT_FAILED)
    return found.resolve()


def _refuse_other_keys(chosen: Path) -> None:
    if not settings.IS_EMBEDDED:
        typer.echo(ELSEWHERE, err=True)
        raise typer.Exit(EXIT_FAILED)
    held = {value for ring in keys.fingerprints(settings.KEYS).values() for value in ring.values()}
    wanted = backup.read(chosen).keys["VATRA_FIELD_KEYS"]
    missing = [number for number, value in wanted.items() if value not in held]
    if missing:
        typer.echo(OTHER_KEYS.format(missing=", ".join(f"number {number}" for number in missing)), err=True)
        raise typer.Exit(EXIT_FAILED)


def _refuse_altered(chosen: Path) -> None:
    faults = list(backup.faults(chosen, settings.PG_DIR))
    if faults:
        typer.echo(
            "\n".join((*faults, "Take another backup, or --unchecked to try with this one.")), err=True
        )
        raise typer.Exit(EXIT_FAILED)


def _aftermath(console: Console) -> bool:
    """Steps of the parts, then the hash chain of every place; whether the journal is whole."""
    from vatra.database import scope
    from vatra.records import groups, rebuilding

    for name, step in after_restore.steps():
        step()
        console.print(f"{name}: done.", markup=False)
    with scope.system():
        places = groups.places()
    broken = {siruta: seq for siruta in places if (seq := rebuilding.broken_link(siruta)) is not None}
    for siruta, seq in broken.items():
        console.print(f"Place {siruta}: the chain breaks at entry {seq}.")
    if not broken:
        console.print(f"The journal is whole in {len(places)} places.")
    return not broken
