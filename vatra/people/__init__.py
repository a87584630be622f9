"""Persons, households, identifiers, matching and merging, consents."""
