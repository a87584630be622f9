"""The phone's protocol."""
