"""How the weights in ``weights.json`` were made: invented people, known to be the same or not."""
