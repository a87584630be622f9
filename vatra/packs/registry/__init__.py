"""Evidence of people and households: not tied to any programme, used by all of them."""

from pathlib import Path

from vatra.kit.packs import Pack

PACK = Pack(code="registry", title="Evidența persoanelor și a gospodăriilor", root=Path(__file__).parent)
