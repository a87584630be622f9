"""The demonstration county: invented people in real places, the same at every run."""
