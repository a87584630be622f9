"""Files chosen on a form page: kept sealed as soon as they come, so that no fault on the page loses them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from vatra.records import attachments, parts
from vatra.records.filetypes import type_of
from vatra.scanning import verdicts

TOO_LARGE: Final = "Fișierul nu s-a păstrat: are peste 10 MB. Alegeți unul mai mic."
WRONG_KIND: Final = "Fișierul nu s-a păstrat: se primesc numai fotografii (JPEG, PNG, WebP) și PDF."


def posted(request: HttpRequest) -> tuple[QueryDict, dict[str, str]]:
    """What was posted, each file replaced by its hash; faults by the name of the field."""
    given = request.POST.copy()
    faults: dict[str, str] = {}
    for name, upload in request.FILES.items():
        if not isinstance(upload, UploadedFile) or (upload.size or 0) > attachments.MOST_BYTES:
            faults[name] = TOO_LARGE
            continue
        content = upload.read()
        if not type_of(content):
            faults[name] = WRONG_KIND
        # Where the scanner is silent the file is kept, and closed until it answers.
        elif verdicts.examine(content, verdicts.Sender("desk", request.user.pk)) == "infected":
            faults[name] = verdicts.INFECTED
        else:
            given[name] = _keep(content)
    return given, faults


def blobs(
    answers: Mapping[str, Any], items: list[dict[str, Any]], told: Iterable[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The attachments that the answers name, as the journal takes them. ``told``: whose bytes may still come."""
    known = {one["sha256"]: one for one in told}
    return [known.get(sha256) or _blob(sha256) for sha256 in levels(answers, items)]


def levels(answers: Mapping[str, Any], items: list[dict[str, Any]]) -> dict[str, int]:
    """Attachments that the answers name, each with the sensitivity of its question."""
    return dict(_named(answers, items))


def _keep(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    begun = attachments.received(sha256)
    if attachments.is_complete(sha256):
        attachments.touch(sha256)
    else:
        attachments.append(sha256, begun, content[begun:], len(content))
    return sha256


def _blob(sha256: str) -> dict[str, Any]:
    content = attachments.read(sha256)
    return {"sha256": sha256, "type": type_of(content), "size": len(content)}


def _named(answers: Mapping[str, Any], items: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """Hash and sensitivity of every file among the answers."""
    for item in items:
        if item["type"] == "group" and item.get("repeats"):
            for row in answers.get(item["id"]) or ():
                yield from _named(row, item["items"])
        elif item["type"] == "group":
            yield from _named(answers, item["items"])
        elif item["type"] in ("photo", "file") and answers.get(item["id"]):
            yield answers[item["id"]], parts.level_of(item)
