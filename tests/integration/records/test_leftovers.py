"""A file chosen on a form that is never saved does not stay on the disk for ever."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from tests import journal
from tests.journal import Author
from vatra.database import scope
from vatra.office.forms import uploads
from vatra.records import actions, attachments, jobs, leftovers
from vatra.records.models import AttachmentUse

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff photograph"


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.ARCHIVE_DIR = None
    return tmp_path


def kept(content: bytes = PHOTO) -> str:
    """The file as the desk keeps it while its form is still open."""
    sha256 = hashlib.sha256(content).hexdigest()
    file = SimpleUploadedFile("x.jpg", content)
    request = RequestFactory().post("/", {"photo": file})
    request.user = AnonymousUser()
    given, faults = uploads.posted(request)
    assert (given["photo"], faults) == (sha256, {})
    return sha256


def aged(folder: Path, days: int) -> None:
    moment = time.time() - days * 24 * 3600
    for path in folder.glob("attachments/??/*"):
        os.utime(path, (moment, moment))


def test_a_file_nobody_saved_goes_after_the_days_and_not_before(folder: Path) -> None:
    sha256 = kept()
    aged(folder, 6)
    assert (leftovers.remove(7), attachments.is_complete(sha256)) == (0, True)

    aged(folder, 8)
    assert (leftovers.remove(7), attachments.is_complete(sha256)) == (1, False)


def test_a_file_that_an_entry_names_stays(folder: Path, nurse: Author) -> None:
    sha256 = kept()
    home = journal.household(nurse)
    actions.submit(principal=nurse, records=[home])
    with scope.system():
        AttachmentUse.objects.create(
            record_id=home["id"], sha256=sha256, place_id=nurse.place, county_id=nurse.county, sensitivity=1
        )
    aged(folder, 400)

    assert (leftovers.remove(7), attachments.is_complete(sha256)) == (0, True)


def test_a_file_chosen_again_begins_its_days_again(folder: Path) -> None:
    sha256 = kept()
    aged(folder, 8)
    kept()

    assert (leftovers.remove(7), attachments.is_complete(sha256)) == (0, True)


def test_a_broken_upload_goes_too_and_the_job_uses_the_setting(folder: Path, settings) -> None:
    whole = b"\xff\xd8\xff" + b"x" * 100
    sha256 = hashlib.sha256(whole).hexdigest()
    attachments.append(sha256, 0, whole[:50], len(whole))
    aged(folder, 2)
    settings.UPLOAD_DAYS = 3
    assert (jobs.leftovers(timestamp=0), attachments.received(sha256)) == (0, 50)

    settings.UPLOAD_DAYS = 1
    assert (jobs.leftovers(timestamp=0), attachments.received(sha256)) == (1, 0)
