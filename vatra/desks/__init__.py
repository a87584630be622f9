"""Hand-made pages, one folder for each programme whose daily work needs more than generic pages."""
