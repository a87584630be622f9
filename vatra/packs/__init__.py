"""One folder for each legal programme. No folder here knows another."""
