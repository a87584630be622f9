from pathlib import Path

import pytest
import typer

import vatra
from vatra.cli import discovery, main

ROOT = Path(__file__).resolve().parents[3]
PART = """
import typer
app = typer.Typer()

@app.command()
def load(): print("loaded")

@app.command()
def empty(): print("emptied")

def register(cli):
    cli.command("greet")(lambda: print("good day"))
"""


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """A command with one more part, `toy`."""
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy/__init__.py").touch()
    (tmp_path / "toy/commands.py").write_text(PART)
    monkeypatch.setattr(vatra, "__path__", [*vatra.__path__, str(tmp_path)])
    made = typer.Typer()
    discovery.add_commands(made)
    return made


@pytest.mark.parametrize(("words", "said"), [(["toy", "load"], "loaded\n"), (["greet"], "good day\n")])
def test_part_brings_its_commands(
    cli: typer.Typer, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    typer.main.get_group(cli)(args=words, standalone_mode=False)

    assert capsys.readouterr().out == said


def test_every_command_has_help_and_is_documented() -> None:
    documented = (ROOT / "docs/commands.md").read_text()
    group = main.build()

    for name, command in group.commands.items():
        assert command.help, name
        assert f"`vatra {name}" in documented, f"`vatra {name}` is not in docs/commands.md"
