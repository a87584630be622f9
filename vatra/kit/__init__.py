"""The vocabulary of packs and the functions that read it. Plain Python: no Django, no clock."""
