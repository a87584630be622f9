"""Packs that only tests install: each shows that a new pack needs no other file changed."""
