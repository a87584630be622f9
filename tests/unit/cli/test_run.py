import sys
import time

import pytest
import typer
from pytest_django.fixtures import Settings

from vatra.cli import run


@pytest.fixture
def context() -> typer.Context:
    """A command with `toy load`, and no `demo`."""
    cli, toy = typer.Typer(), typer.Typer()
    toy.command("load")(lambda: typer.echo("loaded"))
    toy.command("empty")(lambda: None)
    cli.add_typer(toy, name="toy")
    cli.command("other")(lambda: None)
    return typer.main.get_group(cli).make_context("vatra", ["other"])


def test_command_of_a_part_is_called(context: typer.Context, capsys: pytest.CaptureFixture[str]) -> None:
    run._call(context, "toy", "load")

    assert capsys.readouterr().out == "loaded\n"


@pytest.mark.parametrize("path", [("demo",), ("toy", "unload"), ("other", "deeper")])
def test_missing_command_is_passed_over(
    context: typer.Context, capsys: pytest.CaptureFixture[str], path: tuple[str, ...]
) -> None:
    run._call(context, *path)

    assert capsys.readouterr().out == ""


def test_when_one_program_ends_the_others_are_stopped() -> None:
    started = time.monotonic()

    code = run._serve([[sys.executable, "-c", "pass"], [sys.executable, "-c", "import time; time.sleep(60)"]])

    assert code == 1
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(("bind", "warned"), [("127.0.0.1:8000", False), ("0.0.0.0:8155", True)])
def test_address_that_nobody_listens_at_is_told(
    capsys: pytest.CaptureFixture[str], settings: Settings, bind: str, warned: bool
) -> None:
    settings.ORIGIN = "http://127.0.0.1:8000"

    run._say_where(bind)

    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8000/teren/" in printed
    assert ("VATRA_ORIGIN=http://0.0.0.0:8155" in printed) is warned
