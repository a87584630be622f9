"""Dossiers, tasks and notices derived from records."""
