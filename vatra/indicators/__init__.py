"""Tallies, periods, reports, targets, maps."""
