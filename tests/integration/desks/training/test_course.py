"""From the distribution to the exam: places in centres, attendance, papers, certificate, sessions."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.test import Client
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.integration.desks.training.world import CENTRE, World, day
from vatra.accounts.models import User
from vatra.desks.training import actions
from vatra.desks.training.errors import NotTakenError

pytestmark = pytest.mark.django_db
Enter = Callable[[User | None], Client]
HOME = "/birou/training/"


def reasons(error: pytest.ExceptionInfo[NotTakenError]) -> str:
    return " ".join(message for _, message in error.value.reasons)


def refused(world: World, file: Any, name: str, **answers: Any) -> str:
    with pytest.raises(NotTakenError) as error:
        world.take(file, name, **answers)
    return reasons(error)


@pytest.mark.clause("inmss-2023/publish.30")
def test_publishing_without_the_secretarys_contact_is_refused(world: World) -> None:
    call = world.open()
    series = world.add(call, secretary_contact="")
    with pytest.raises(NotTakenError) as error:
        actions.change_call(
            world.principal(world.organiser), call, "publish", {"series": series, "published_on": day(0)}
        )
    assert "contact" in reasons(error)


@pytest.mark.clause("inmss-2023/practice")
def test_distribution_fills_the_units_and_shows_who_is_left(world: World, enter: Enter) -> None:
    call = world.open()
    units = [{"centre": "Pitești", "unit": "U1", "seats": 1}, {"centre": "Pitești", "unit": "U2", "seats": 1}]
    series = world.add(call, units=units)
    files = [world.enrolled(call, series) for _ in range(3)]
    answer = enter(world.organiser).post(f"{HOME}apel/{call}/program/{series}/repartizare/", follow=True)

    assert "Rămași fără loc de practică: 1" in answer.content.decode()
    assert [world.whole(file).file.unit for file in files] == ["Pitești, U1", "Pitești, U2", ""]
    assert "nu mai are locuri" in refused(world, files[2], "assign", unit="Pitești, U1")


def test_attendance_of_a_day_is_written_for_all(world: World, enter: Enter) -> None:
    call = world.open()
    series, file = world.begun(call)
    other = world.enrolled(call, series)
    world.take(other, "assign", unit=CENTRE)
    client = enter(world.organiser)
    address = f"{HOME}apel/{call}/program/{series}/prezenta/"
    client.post(address, {"day": day(-1), "came": [str(file)]})
    assert world.whole(file).standing.attendance == {day(-1): True}
    assert world.whole(other).standing.attendance == {day(-1): False}
    wrong = client.post(address, {"day": day(-50)}, follow=True)
    assert "nu a început" in wrong.content.decode()


@pytest.mark.clause("inmss-2023/paper_file", "inmss-2023/certificate")
def test_no_certificate_without_the_paper_file(world: World) -> None:
    call = world.open()
    _, file = world.begun(call)
    world.take(file, "attend", day=day(-4), present=True)
    assert world.whole(file).state.code == "in_training"
    assert "dosarul pe hârtie" in refused(world, file, "certificate", number="1")
    assert "prima zi" in refused(world, file, "paper", received_on=day(-1), received_by="Ana")
    world.take(file, "paper", received_on=day(-5), received_by="Ana")
    world.take(file, "certificate", number="1")
    assert world.whole(file).standing.certificate["number"] == "1"


@pytest.mark.clause("inmss-2023/paper_file")
def test_a_course_wholly_online_asks_no_paper(world: World) -> None:
    call = world.open()
    _, file = world.begun(call, face_to_face=False)
    world.take(file, "attend", day=day(-4), present=True)
    world.take(file, "certificate", number="1")
    assert world.whole(file).standing.paper_on is None


def key(folder: Path) -> tuple[Path, bytes]:
    """A self-made key of the organiser, and its certificate."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Organizator de test")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .add_extension(usage, critical=True).sign(private, hashes.SHA256())
    )  # fmt: skip
    sealed = pkcs12.serialize_key_and_certificates(
        b"organizator", private, certificate, None, serialization.BestAvailableEncryption(b"parola")
    )
    path = folder / "organizator.p12"
    path.write_bytes(sealed)
    return path, certificate.public_bytes(serialization.Encoding.DER)


@pytest.mark.clause("inmss-2023/certificate")
def test_the_certificate_is_a_numbered_pdf_signed_with_the_organisers_key(
    world: World, enter: Enter, tmp_path: Path, settings: Any
) -> None:
    path, certificate = key(tmp_path)
    call = world.open()
    _, file = world.begun(call)
    world.take(file, "attend", day=day(-5), present=True)
    world.take(file, "paper", received_on=day(-5), received_by="Ana")
    nurse = enter(world.nurse)
    assert nurse.get(f"{HOME}dosar/{file}/adeverinta.pdf").status_code == 404
    world.take(file, "certificate", number="AP-17")

    unsigned = nurse.get(f"{HOME}dosar/{file}/adeverinta.pdf").content
    assert not PdfFileReader(io.BytesIO(unsigned)).embedded_signatures
    settings.TRAINING_KEY, settings.TRAINING_KEY_PASSWORD = str(path), "parola"
    signed = nurse.get(f"{HOME}dosar/{file}/adeverinta.pdf").content
    [signature] = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    trusted = list(load_certs_from_pemder_data(certificate))
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=trusted))
    assert status.intact
    assert status.valid

    from pypdf import PdfReader

    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(signed)).pages)
    for said in ("AP-17", "Asistență medicală comunitară", "Nume Sintetic"):
        assert said in words


@pytest.mark.clause("inmss-2023/final_assessment", "inmss-2023/exam.registration")
def test_both_tests_open_the_exam(world: World) -> None:
    call = world.open()
    _, file = world.begun(call, ends=-1)
    session = world.session(call, day(30))
    world.take(file, "finals", done_on=day(-1), theory="passed", practice="failed")
    with pytest.raises(NotTakenError):
        world.ask(file, "exam_register", session=session)
    world.take(file, "finals", done_on=day(0), theory="passed", practice="passed")
    world.ask(file, "exam_register", session=session)
    assert world.whole(file).state.code == "exam_registered"


@pytest.mark.clause("inmss-2023/exam.retake", "inmss-2023/exam.retake_fee", "inmss-2023/exam.material")
def test_who_failed_comes_again_pays_again_and_reads(world: World, enter: Enter) -> None:
    call = world.open()
    _, file = world.begun(call, ends=-1)
    sessions = [world.session(call, day(30 + 365 * n)) for n in range(4)]
    world.take(file, "finals", done_on=day(0), theory="passed", practice="passed")
    nurse, address = enter(world.nurse), f"{HOME}ale-mele/{file}/"
    for n, session in enumerate(sessions[:3]):
        world.ask(file, "exam_register", session=session)
        shown = nurse.get(address).content.decode()
        assert "de plătit" in shown
        assert ("Materialul cursului" in shown) == (n > 0)
        assert "nu este plătită" in refused(world, file, "exam_result", told_on=day(0), result="failed")
        world.take(file, "exam_fee", paid_on=day(0), amount="300")
        world.take(file, "exam_result", told_on=day(0), result="failed")
    assert world.state(file) == "retakes_exhausted"
    with pytest.raises(NotTakenError):
        world.ask(file, "exam_register", session=sessions[3])


@pytest.mark.clause("inmss-2023/exam.fee")
def test_a_session_without_a_fee_cannot_be_opened(world: World) -> None:
    call = world.open()
    with pytest.raises(NotTakenError) as error:
        world.session(call, day(30), fee="")
    assert "Lipsește taxa" in reasons(error)
    world.session(call, day(30), fee="300")
