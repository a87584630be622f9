"""Vatra: one system for the people who look after a community, and for the law they work by."""

__version__ = "0.1.0"
