"""How two files are compared, for Splink: the blocks in which pairs are looked for, and the levels.

The weights of the levels stand in ``weights.json``, made by ``regenerate`` from invented people.
"""

from __future__ import annotations

from typing import Any, Final

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on

# Lower loses names with two slips; the pure rules of ``judging`` look at each pair again.
NEAR: Final = 0.88
# One person in some fifty is entered twice, among a county's some hundred thousand.
PRIOR: Final = 1e-6

BLOCKS: Final = (
    ("number",),
    ("words", "born"),
    ("family", "birth"),
    ("given", "birth"),
    ("first", "birth", "sex"),
    ("family", "first", "place"),
    ("words", "place"),
    ("birth", "address"),
    ("household", "first"),
    ("household", "family", "born"),
    ("family", "born", "substr(first, 1, 2)"),
    ("first", "born", "substr(family, 1, 3)"),
)


def settings() -> SettingsCreator:
    """Comparisons before training."""
    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=PRIOR,
        comparisons=[
            _name("family", "given"),
            _name("given", "family"),
            _birth(),
            cl.ExactMatch("number"),
            cl.ExactMatch("sex"),
            _lives(),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in BLOCKS],
        retain_intermediate_calculation_columns=False,
    )


def _name(column: str, swapped: str) -> Any:
    other = f"{column}_l = {swapped}_r"
    part = " OR ".join(
        f"contains(' ' || {column}_{one} || ' ', ' ' || {column}_{two} || ' ')" for one, two in ("lr", "rl")
    )
    return cl.CustomComparison(
        output_column_name=f"{column}_name",
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(tf_adjustment_column=column, tf_minimum_u_value=0.0005),
            cll.CustomLevel(other, "the other name"),
            cll.CustomLevel(part, "one of its words"),
            cll.JaroWinklerLevel(column, NEAR),
            cll.ElseLevel(),
        ],
    )


def _birth() -> Any:
    exchanged = (
        "substr(birth_l, 1, 4) = substr(birth_r, 1, 4) AND substr(birth_l, 6, 2) = substr(birth_r, 9, 2) "
        "AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2)"
    )
    return cl.CustomComparison(
        output_column_name="birth_date",
        comparison_levels=[
            cll.NullLevel("born"),
            cll.ExactMatchLevel("birth"),
            cll.CustomLevel(exchanged, "day and month exchanged"),
            cll.DamerauLevenshteinLevel("birth", 1),
            cll.CustomLevel("born_l = born_r AND (birth_l IS NULL OR birth_r IS NULL)", "the year alone"),
            cll.ExactMatchLevel("born"),
            cll.ElseLevel(),
        ],
    )


def _lives() -> Any:
    return cl.CustomComparison(
        output_column_name="lives",
        comparison_levels=[
            cll.ExactMatchLevel("household"),
            cll.ExactMatchLevel("address"),
            cll.ExactMatchLevel("place"),
            cll.ElseLevel(),
        ],
    )
