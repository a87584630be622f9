"""Notices: messages to a person, an institution or a colleague, and their answers."""
