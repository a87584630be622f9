"""Viruses: files are shown to ClamAV where one is set, and none is opened that was not found clean."""
