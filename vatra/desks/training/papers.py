"""The certificate of participation: PDF by Typst, signed with the organiser's key where one is set."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from vatra.accounts.principals import Principal
from vatra.desks.training.queries import Whole
from vatra.documents import making
from vatra.documents.declared import Declared
from vatra.documents.making import Asked, Matter
from vatra.documents.words import day
from vatra.packs.training.catalogue import ROOT
from vatra.packs.training.catalogue import settings as law

PAPER: Final = Declared(
    code="adeverinta-participare",
    title="Adeverință de participare",
    cites=("inmss-2023/certificate",),
    about="record",
    source="",
    template=ROOT / "documents" / "adeverinta.typ",
)


class NoKeyError(Exception):
    """The organiser's key cannot be opened; the settings say which file it is."""


def certificate(principal: Principal, whole: Whole) -> bytes:
    """The numbered certificate, signed if there is a key."""
    told, series = whole.standing, whole.series
    issued = date.fromisoformat(told.certificate["on"])
    content = {
        "organiser": law().at("organiser", max(issued, whole.call.opens_on, date(2023, 9, 4))),
        "name": told.details.get("name", ""),
        "programme": series.title if series else "",
        "period": f"{day(series.starts_on)} – {day(series.ends_on)}" if series else "",
        "unit": told.unit,
        "present": f"{sum(told.attendance.values())} din {len(told.attendance)}",
        "is_signed": bool(settings.TRAINING_KEY),
    }
    matter = Matter(content=content, number=str(told.certificate["number"]), subtitle=whole.call.title)
    return signed(making.made(Asked(PAPER, principal, str(whole.file.id), issued), matter))


def signed(pdf: bytes) -> bytes:
    """The same document with a PAdES signature; as it is where no key is set."""
    if not settings.TRAINING_KEY:
        return pdf
    signer = signers.SimpleSigner.load_pkcs12(
        str(Path(settings.TRAINING_KEY)), passphrase=settings.TRAINING_KEY_PASSWORD.encode() or None
    )
    if signer is None:
        raise NoKeyError
    about = signers.PdfSignatureMetadata(
        field_name="Semnatura", reason="Adeverință de participare", subfilter=SigSeedSubFilter.PADES
    )
    out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), about, signer=signer)
    return bytes(out.getvalue())
