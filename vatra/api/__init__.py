"""The read API for other programs: figures, places, catalogue, reports, cases without names (docs/api.md)."""
