"""`vatra run`: everything one machine needs, in one process group."""

import os
import signal
import subprocess
import sys
import time
from typing import Annotated
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.core.management import call_command
from rich.console import Console
from typer.core import TyperGroup

from vatra.cli import migrate

console = Console()
STOP_SECONDS = 15


def register(cli: typer.Typer) -> None:
    cli.command("run")(run)


def run(
    context: typer.Context,
    bind: Annotated[str, typer.Option(help="Address and port to listen on.")] = "127.0.0.1:8000",
    workers: Annotated[int, typer.Option(help="Web processes.")] = max(2, os.cpu_count() or 2),
    demo: Annotated[bool, typer.Option(help="Load the demonstration county.")] = False,
    reload: Annotated[bool, typer.Option(help="Restart when code changes.")] = False,
) -> None:
    """Prepare the database and serve Vatra until interrupted."""
    migrate.migrate(quiet=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    _call(context, "places", "load")
    if demo:
        _call(context, "demo")
    web = [sys.executable, "-m", "gunicorn", "--config", "python:vatra.project.serving", "--bind", bind]
    web += ["--workers", str(workers), *(["--reload"] if reload else [])]
    jobs = [sys.executable, "-m", "vatra", "worker"]
    _say_where(bind)
    raise typer.Exit(_serve([web, jobs]))


def _say_where(bind: str) -> None:
    """The address people type; a warning when nothing of it listens there."""
    console.print(f"Vatra:           [bold]{settings.ORIGIN}/[/bold]   (Ctrl+C stops it)")
    console.print(f"Phone app:       [bold]{settings.ORIGIN}/teren/[/bold]")
    port = bind.rpartition(":")[2]
    if not settings.IS_HTTPS and (urlsplit(settings.ORIGIN).port or 80) != int(port or 0):
        hint = f"set VATRA_ORIGIN=http://{bind}, or no form will be accepted"
        console.print(f"[yellow]Listening on {bind}: {hint}.[/yellow]", soft_wrap=True)


def _call(context: typer.Context, *path: str) -> None:
    """Run a subcommand of another part, if that part brings it."""
    command = context.find_root().command
    for name in path:
        found = command.commands.get(name) if isinstance(command, TyperGroup) else None
        if found is None:
            return
        command = found
    command.main([], prog_name="vatra " + " ".join(path), standalone_mode=False)


def _serve(commands: list[list[str]]) -> int:
    """Run the programs until one ends or we are told to stop; 0 if we were told."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = [subprocess.Popen(command) for command in commands]
    try:
        while all(program.poll() is None for program in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(running)
    return 1


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for program in running:
        program.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for program in running:
        try:
            program.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.kill()
