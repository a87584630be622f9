"""What was erased, a line for each act, ids only, outside the database: it outlives a restore of it.

A line is on the disk before the act is committed, so that no erasure stands that the list lacks: without
room for the line nothing is erased. A second line says that the act was committed. An act without it was
perhaps cut off in between; a restore makes it again, unless the database that wrote it was seen to lack it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

log = logging.getLogger(__name__)
NAME: Final = "erasures.jsonl"
DONE, UNDONE = "done", "undone"
# By then an act that was begun is committed or rolled back, however slow the machine.
SETTLED: Final = timedelta(hours=1)
Line = dict[str, Any]


def path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def begin(act: Line) -> None:
    """Write the act down, on every disk, before it is committed. OSError: nothing may be erased."""
    written: list[Path] = []
    try:
        for one in _paths():
            _append(one, act)
            written.append(one)
    except OSError:
        _end(act["id"], UNDONE, written)
        raise


def done(act_id: str) -> None:
    """The act was committed. A full disk is no fault here: the act's own line is enough for a restore."""
    _end(act_id, DONE, _paths())


def settle(known: Callable[[Collection[str]], Collection[str]]) -> None:
    """Say of acts begun long ago whether the database has them (``known``): one that was rolled back never was."""
    before = (datetime.now(UTC) - SETTLED).isoformat()
    acts, ends = _read()
    open_ = [one["id"] for one in acts.values() if one.get("begun") and one["id"] not in ends]
    old = [one for one in open_ if acts[one]["at"] < before]
    have = set(known(old)) if old else set()
    for one in old:
        _end(one, DONE if one in have else UNDONE, _paths())


def acts() -> list[Line]:
    """Every act that may have been committed."""
    told, ends = _read()
    return [
        {name: value for name, value in act.items() if name != "begun"}
        for act in told.values()
        if ends.get(act["id"]) != UNDONE
    ]


def _paths() -> list[Path]:
    """Beside the data, and on the archive's disk: it must outlive the machine's own."""
    return [path(), *([settings.ARCHIVE_DIR / NAME] if settings.ARCHIVE_DIR else [])]


def _end(act_id: str, state: str, where: Collection[Path]) -> None:
    for one in where:
        try:
            _append(one, {"id": act_id, "state": state})
        except OSError as error:
            log.warning("erasure_end_not_written", extra={"act": act_id, "errno": error.errno})


def _read() -> tuple[dict[str, Line], dict[str, str]]:
    """``({id: act}, {id: how it ended})``; the first word of an act's end on any disk that says it is done holds."""
    told: dict[str, Line] = {}
    ends: dict[str, str] = {}
    for one in _lines():
        if "state" not in one:
            told[one["id"]] = one
        elif ends.get(one["id"]) != DONE:
            ends[one["id"]] = one["state"]
    return told, ends


def _lines() -> list[Line]:
    found: list[Line] = []
    for one in _paths():
        for text in one.read_text(encoding="utf-8").splitlines() if one.exists() else ():
            try:
                found += [json.loads(text)] if text.strip() else []
            except ValueError:  # a power cut in the middle of a line: its act was never committed
                log.error("erasure_line_unreadable")
    return found


def _append(file: Path, line: Line) -> None:
    """A whole line on the disk, or none: half a line would spoil the next."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab", buffering=0) as out:  # no buffer that would be written once more at its closing
        size = out.seek(0, os.SEEK_END)
        rest = _after(file, size) + json.dumps(line).encode() + b"\n"
        try:
            while rest:
                rest = rest[out.write(rest) :]
            os.fsync(out.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(out.fileno(), size)
            raise


def _after(file: Path, size: int) -> bytes:
    """A new line where a power cut left half of one."""
    if not size:
        return b""
    with file.open("rb") as found:
        found.seek(size - 1)
        return b"" if found.read(1) == b"\n" else b"\n"
