"""Telephones of the territory: what each holds, taking one out of use, reading a broken one's copy."""
