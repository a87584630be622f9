"""Three counties are loaded: Botoșani, Iași and București."""

import pytest

from vatra.database import scope
from vatra.places import loading


@pytest.fixture
def three_counties(db: None) -> loading.Loaded:
    with scope.system():
        return loading.load(counties={"BT", "IS", "B"})
