"""Every address of Vatra and what each of the nine fixture users gets there.

One module a part of Vatra, each with `ROUTES: dict[str, Route]`, keyed by the name of the
address (with its namespace). test_routes.py walks the resolver: an address without an entry fails.
"""
