"""Enrolment of nurses and midwives in specialisation programmes (notice of INMSS), as a pack.

Its forms stand in `steps.yaml`, not in `forms/`: they are steps of a file of the desk, no entries about households.
"""

from pathlib import Path
from typing import Final

from vatra.kit.packs import Pack

PACK: Final = Pack(
    code="training", title="Programe de specializare pentru asistenți medicali", root=Path(__file__).parent
)
