"""Indicators as data: definitions, and what one group adds to which cell of which month."""

from vatra.kit.indicators.contributions import Cell, contributions
from vatra.kit.indicators.definitions import AGE_BANDS, Count, Definition
from vatra.kit.indicators.parsing import parse, problems, unique

__all__ = ["AGE_BANDS", "Cell", "Count", "Definition", "contributions", "parse", "problems", "unique"]
