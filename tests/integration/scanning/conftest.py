from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import clamd
from tests.integration.office.people.conftest import home, mediator, team
from tests.integration.sync.conftest import fresh_devices, phone

__all__ = ["fresh_devices", "home", "mediator", "phone", "team"]


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[clamd.Scanner]:
    """A scanner is set, and files go into a folder of the test's own."""
    settings.DATA_DIR = tmp_path
    with clamd.running() as found:
        settings.CLAMD = found.address
        yield found
