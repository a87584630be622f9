"""Speed of the write path, the phone's sync and the office pages, each against a baseline of the same run."""
