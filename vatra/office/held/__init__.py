"""Held entries at a desk: the list, one of them, and the four ways to settle it."""
