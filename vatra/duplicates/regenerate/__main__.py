"""Make the weights again: ``python -m vatra.duplicates.regenerate``. The same seeds, the same weights."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pyarrow as pa
from splink import DuckDBAPI, Linker

from vatra.duplicates import comparing, entered, estimating
from vatra.duplicates.regenerate import known

PERSONS, TWICE, SEED = 60_000, 0.1, 2026
SAMPLED = 20_000_000  # pairs of strangers


def trained() -> dict[str, Any]:
    files, same = known.people(PERSONS, TWICE, SEED)
    who = pa.array([same.get(file.id, file.id) for file in files])
    linker = Linker(
        DuckDBAPI().register(entered.table(files).append_column("who", who)),
        comparing.settings(),
        log_level=logging.ERROR,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=SEED)
    linker.training.estimate_m_from_label_column("who")
    weights: dict[str, Any] = linker.misc.save_model_to_json(None)
    return weights


if __name__ == "__main__":
    weights = trained()
    Path(estimating.WEIGHTS).write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n")
