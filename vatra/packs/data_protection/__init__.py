"""What a person may ask about his own data, and what is answered: Regulation (EU) 2016/679."""

from pathlib import Path

from vatra.kit.packs import Pack

PACK = Pack(code="data_protection", title="Protecția datelor personale", root=Path(__file__).parent)
