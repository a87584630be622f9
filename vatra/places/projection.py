"""From degrees to a flat map: the stereographic projection about 46 N 25 E.

The centre of Romania's official projection; here on a sphere, which is exact enough
for a drawing and needs no geodesy library.
"""

import math

CENTRE_LAT = math.radians(46.0)
CENTRE_LON = math.radians(25.0)
EARTH_KM = 6371.0


def to_km(lat: float, lon: float) -> tuple[float, float]:
    """Kilometres east and south of the centre: south, because drawings count downwards."""
    phi, dlon = math.radians(lat), math.radians(lon) - CENTRE_LON
    scale = (
        2
        * EARTH_KM
        / (1 + math.sin(CENTRE_LAT) * math.sin(phi) + math.cos(CENTRE_LAT) * math.cos(phi) * math.cos(dlon))
    )
    east = scale * math.cos(phi) * math.sin(dlon)
    north = scale * (
        math.cos(CENTRE_LAT) * math.sin(phi) - math.sin(CENTRE_LAT) * math.cos(phi) * math.cos(dlon)
    )
    return east, -north
