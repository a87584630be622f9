"""The cooperation protocol of 2017 for integrated community services, as a pack."""

from typing import Final

from vatra.kit.packs import Pack
from vatra.packs.integrated_services.catalogue import ROOT
from vatra.packs.integrated_services.dossiers import CASE
from vatra.packs.integrated_services.follow_up import FOLLOW_UP
from vatra.packs.integrated_services.names import CODE

PACK: Final = Pack(code=CODE, title="Servicii comunitare integrate", root=ROOT, dossiers=(CASE, FOLLOW_UP))
