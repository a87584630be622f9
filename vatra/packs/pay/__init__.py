"""Supplements for work conditions of social-assistance staff (HG 153/2018, annex 9), as a pack."""

from pathlib import Path
from typing import Final

from vatra.kit.packs import Pack

PACK: Final = Pack(code="pay", title="Sporuri pentru condiții de muncă", root=Path(__file__).parent)
