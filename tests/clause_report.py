"""Remembers which clauses of the law the passing tests show, for `vatra clauses`."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OUTCOMES = pytest.StashKey[dict[str, bool]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clause(*ids): the clauses of the inventory that this test shows")
    config.stash[OUTCOMES] = {}
