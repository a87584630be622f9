"""The stage, built once a test; each act is tried on it and undone."""

from __future__ import annotations

import pytest

from tests.integration.acts.stage import Stage, build


@pytest.fixture
def stage(places: None) -> Stage:
    return build()
