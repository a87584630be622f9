"""`vatra backup`: make, verify, list, prune."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import Progress, TaskID
from typer.core import TyperGroup

from vatra.database import backup, embedded
from vatra.project import keys

EXIT_FAILED = 1
KEYS_APART = "The keys are not in it. Keep them in another place: without them identifiers and attachments stay sealed."
NO_REPLICATION = (
    "Set DATABASE_BACKUP_URL to a role with REPLICATION, or back this server up by its own means "
    "(docs/operation.md)."
)

Folder = Annotated[Path, typer.Argument(help="Folder of the backups; on another disk.")]
Made = Annotated[Path, typer.Argument(help="A backup, or a folder of backups: its newest is taken.")]


class MakeIsMeant(TyperGroup):
    """`vatra backup DIR` is short for `vatra backup make DIR`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # Typer's own context
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=MakeIsMeant, no_args_is_help=True, help="Backups: `vatra backup DIR` makes one.")


class Bars:
    """One bar for each phase of a long command."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.bars: dict[str, TaskID] = {}

    def step(self, what: str, done: int, total: int) -> None:
        if what not in self.bars:
            self.bars[what] = self.progress.add_task(what, total=total or None)
        self.progress.update(self.bars[what], completed=done, total=total or None)


def register(cli: typer.Typer) -> None:
    cli.add_typer(app, name="backup")


@app.command("make")
def make(into: Folder) -> None:
    """Back up the database and the attachments, while Vatra is in use."""
    with Progress() as progress:
        made = backup.make(_source(), into.resolve(), Bars(progress).step)
    console = Console()
    console.print(str(made), soft_wrap=True, markup=False)
    console.print(KEYS_APART, soft_wrap=True)


@app.command("verify")
def verify(made: Made) -> None:
    """Compare a backup with the checksums it was made with; exit code 1 where they differ."""
    chosen = resolve(made)
    faults = list(backup.faults(chosen, settings.PG_DIR))
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(EXIT_FAILED)
    typer.echo(f"{chosen.name}: whole.")


@app.command("list")
def show(folder: Folder) -> None:
    """List the backups in a folder, oldest first."""
    for made in backup.every(folder.resolve()):
        about = backup.described(made)
        typer.echo(f"{about['name']}  finished {about['finished_at']}  {about['attachments']} attachments")


@app.command("prune")
def prune(
    folder: Folder,
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest stay.")] = 14,
) -> None:
    """Remove old backups, and of the archived log what only they needed."""
    gone = backup.prune(folder.resolve(), keep, settings.ARCHIVE_DIR, settings.PG_DIR)
    typer.echo("\n".join(f"{name}: removed." for name in gone) or "Nothing to remove.")


def resolve(made: Path) -> Path:
    """The backup meant: itself, or the newest of a folder."""
    found = made if (made / backup.MANIFEST).exists() else backup.newest(made)
    if found is None:
        typer.echo(f"{made} holds no finished backup.", err=True)
        raise typer.Exit(EXIT_FAILED)
    return found.resolve()


def _source() -> backup.Source:
    if not settings.IS_EMBEDDED and not settings.BACKUP_URL:
        typer.echo(NO_REPLICATION, err=True)
        raise typer.Exit(EXIT_FAILED)
    return backup.Source(
        dsn=settings.BACKUP_URL or embedded.url(settings.PG_DIR, database="postgres"),
        cluster=settings.PG_DIR,
        attachments=settings.DATA_DIR / "attachments",
        keys=keys.fingerprints(settings.KEYS),
    )
