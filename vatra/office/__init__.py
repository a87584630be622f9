"""Generic office pages."""
