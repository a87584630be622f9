"""Users, roles, assignments, sign-in, access policy."""
