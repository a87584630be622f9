"""Wells of a village: a programme of one form, one finding and one dossier."""

from pathlib import Path
from typing import Final

from tests.packs.toy.dossiers import WELL
from vatra.kit.packs import Pack

PACK: Final = Pack(code="toy", title="Fântânile satului", root=Path(__file__).parent, dossiers=(WELL,))
