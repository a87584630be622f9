"""What is done on real files, by role and territory: each act, each file handed out, tried by everybody."""
