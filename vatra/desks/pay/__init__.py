"""Pay supplements: staff, decisions, sheets. Law and arithmetic stand in the pack `pay`."""
