"""Migration operations for rights and row-level security.

Each level role has its own policies, each with the setting read in a sub-select: PostgreSQL
then evaluates it once and uses the index. One policy that joins levels with OR scans the table.
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

from vatra.database.roles import AUTH, LEVELS


def setting(name: str, kind: str) -> str:
    """The transaction's setting as an SQL array; unset or empty gives NULL, which matches nothing."""
    return f"((SELECT NULLIF(current_setting('vatra.{name}', true), '')::{kind}[])::{kind}[])"


USER = "(SELECT NULLIF(current_setting('vatra.user', true), '')::uuid)"
LOCAL = f"place_id = ANY ({setting('places', 'int')})"
COUNTY = f"county_id = ANY ({setting('counties', 'int')})"
CENTRAL = "true"
SYSTEM = "true"
SENSITIVE = f"sensitivity = ANY ({setting('sensitivities', 'smallint')})"


def grant(table: str, role: str | Sequence[str], rights: str) -> RunSQL:
    """Rights of `role` (or several) on `table`: "SELECT, INSERT"."""
    roles = role if isinstance(role, str) else ", ".join(role)
    return RunSQL(f"GRANT {rights} ON {table} TO {roles}", f"REVOKE {rights} ON {table} FROM {roles}")


def grant_auth(table: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> RunSQL:
    """A table of sign-in, open before the user's scope is known."""
    return grant(table, AUTH, rights)


def enable_rls(table: str) -> RunSQL:
    """Without a policy nobody reads the table any more, its owner included."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )


def policy(
    table: str, name: str, role: str, *, using: str = "", check: str = "", command: str = "ALL"
) -> RunSQL:
    """One policy; `using` decides what is seen, `check` what may be written (default: the same)."""
    clauses = [f"USING ({using})"] if using else []
    clauses += [f"WITH CHECK ({check})"] if check else []
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR {command} TO {role} {' '.join(clauses)}",
        f"DROP POLICY {name} ON {table}",
    )


def rls_local(table: str, *, sensitive: bool = False, and_: str = "") -> RunSQL:
    """The local role works in its places, within its sensitivities if the rows carry one."""
    return _level(table, "local", LOCAL, sensitive=sensitive, and_=and_)


def rls_county(table: str, *, sensitive: bool = False, and_: str = "") -> RunSQL:
    return _level(table, "county", COUNTY, sensitive=sensitive, and_=and_)


def rls_central(table: str, *, sensitive: bool = False, and_: str = "") -> RunSQL:
    return _level(table, "central", CENTRAL, sensitive=sensitive, and_=and_)


def rls_system(table: str) -> RunSQL:
    return _level(table, "system", SYSTEM, sensitive=False, and_="")


def _level(table: str, level: str, territory: str, *, sensitive: bool, and_: str) -> RunSQL:
    parts = [territory, *([SENSITIVE] if sensitive else []), *([f"({and_})"] if and_ else [])]
    return policy(table, f"{table}_{level}", LEVELS[level], using=" AND ".join(parts))
