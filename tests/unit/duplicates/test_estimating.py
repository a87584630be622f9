"""Our Romanian test set: invented people, known to be the same or not, other than the weights were made from."""

from __future__ import annotations

from vatra.duplicates import estimating
from vatra.duplicates.regenerate import known

SEED = 1  # the weights were made from another


def test_recall_and_precision_on_people_the_weights_never_saw() -> None:
    files, same = known.people(10_000, 0.05, SEED)
    true = {tuple(sorted(pair)) for pair in same.items()}

    found = {(pair.one, pair.other) for pair in estimating.pairs(files)}

    assert len(true) > 400
    assert len(found & true) / len(true) > 0.97
    assert len(found & true) / len(found) > 0.97


def test_nothing_to_compare_is_no_error() -> None:
    files, _ = known.people(1, 0, SEED)

    assert estimating.pairs([]) == []
    assert estimating.pairs(files[:1]) == []


def test_each_pair_is_told_once_with_reasons_the_likeliest_first() -> None:
    files, _ = known.people(2_000, 0.1, SEED)

    pairs = estimating.pairs(files)

    assert pairs
    assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)
    assert all(pair.one < pair.other and pair.reasons for pair in pairs)
    assert [pair.probability for pair in pairs] == sorted((p.probability for p in pairs), reverse=True)
