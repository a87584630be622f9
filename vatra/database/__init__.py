"""The embedded PostgreSQL, its roles, and the scope each transaction works in."""
