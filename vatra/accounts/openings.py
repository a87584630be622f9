"""Identity opened by exception at county and central level: the policy, in one place.

The openings themselves are rows of `people`, where row-level security reads them.
"""

from datetime import timedelta
from typing import Final

ACTION: Final = "people.open"
LASTS: Final = timedelta(hours=3)
REASON_MIN_LENGTH: Final = 15
"""Characters. Shorter reasons ("control", "verificare") say nothing to who reads the trail."""
REASON_MAX_LENGTH: Final = 500
WARNING: Final = (
    "Identitatea se arată timp de 3 ore. Motivul, numele dumneavoastră și ora rămân scrise în dosar "
    "și le văd echipa locală și responsabilul cu protecția datelor."
)
