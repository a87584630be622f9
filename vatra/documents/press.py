"""One Typst template and its data to a PDF. Plain Python: big documents run it as a program.

After a very long document the process that made it stays slow and fat, so those are made
by a child (`made_apart`) that reads the order from its input and writes the PDF to its output.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

TEMPLATES: Final = Path(__file__).parent / "templates"
# Both at once: kept for decades (PDF/A-2a), read aloud by machines (PDF/UA-1).
STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
PATIENCE_SECONDS: Final = 120

_one_at_a_time = threading.Lock()


class PressError(Exception):
    """The template could not be set. Says which and what Typst objects to, never the data."""


@cache
def _compiler() -> typst.Compiler:
    """Kept for the life of the process: reading the fonts costs more than a page.

    They are those inside the `typst` package (Libertinus), the same bytes on every machine.
    """
    return typst.Compiler(root=str(TEMPLATES), ignore_system_fonts=True)


@cache
def _source(template: Path) -> bytes:
    """Given as text: a pack's own template lies outside the folder of the shared ones."""
    return template.read_bytes()


def made(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF. The same data gives the same bytes: no clock is read, the date is in the data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    try:
        with _one_at_a_time:
            pdf = _compiler().compile(
                _source(template), format="pdf", sys_inputs={"data": text}, pdf_standards=[*STANDARDS]
            )
    except typst.TypstError as error:
        raise PressError(f"{template.name}: {error.message}") from None
    if not isinstance(pdf, bytes):  # pictures come page by page, a PDF whole
        raise PressError(f"{template.name}: no PDF")
    return pdf


def made_apart(template: Path, data: Mapping[str, Any]) -> bytes:
    """The same by a child process, which gives its memory back when it ends."""
    order = json.dumps({"template": str(template), "data": data}, ensure_ascii=False)
    done = subprocess.run(
        [sys.executable, "-I", __file__],
        input=order.encode(),
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise PressError(f"{template.name}: the child ended with {done.returncode}")
    return done.stdout


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(made(Path(order["template"]), order["data"]))


if __name__ == "__main__":
    main()
