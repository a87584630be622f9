"""The pack's own needs, services and vulnerabilities, and what a code that left them is called."""

from functools import cache
from pathlib import Path
from typing import Final

from vatra.kit import catalogue, yaml12
from vatra.kit.catalogue import Catalogue, Need
from vatra.kit.vocabulary import Sensitivity

ROOT: Final = Path(__file__).parent


@cache
def installed() -> Catalogue:
    """The lists in this folder, read once."""
    needs, services, vulnerabilities = (
        yaml12.load(ROOT / f"{name}.yaml") for name in ("needs", "services", "vulnerabilities")
    )
    return catalogue.parse(needs, services, vulnerabilities, name=ROOT.name)


def need_of(known: Catalogue, code: str) -> Need:
    """The need; a code of an old list or an import is shown as it is, in no area."""
    return known.needs.get(code) or Need(code, code, "", Sensitivity.social, (), None)


def called_for(known: Catalogue, vulnerability: str) -> str | None:
    """The need that a vulnerability calls for."""
    one = known.vulnerabilities.get(vulnerability)
    return one.need if one else None


def service_title(known: Catalogue, code: str | None) -> str | None:
    service = known.services.get(code or "")
    return service.title if service else code


@cache
def option_texts(name: str) -> dict[str, str]:
    """Texts of one of the lists in this folder, by code."""
    return {row["code"]: row["text"] for row in yaml12.load(ROOT / "lists" / f"{name}.yaml")}


def service_area(known: Catalogue, code: str | None) -> str | None:
    service = known.services.get(code or "")
    return service.area if service else None
