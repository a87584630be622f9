"""Everybody reads places; who may write what: the register only the system, an institution
its commune, county or centre, the list of selected communities the centre."""

from django.db import migrations

from vatra.database.policies import CENTRAL, COUNTY, LOCAL, enable_rls, grant, grant_auth, policy, rls_system
from vatra.database.roles import LEVELS

LOCAL_ROLE, COUNTY_ROLE, CENTRAL_ROLE, SYSTEM_ROLE = LEVELS.values()
TERRITORY = {LOCAL_ROLE: LOCAL, COUNTY_ROLE: COUNTY, CENTRAL_ROLE: CENTRAL}
WRITE = "INSERT, UPDATE, DELETE"


def _public(table: str) -> list[migrations.RunSQL]:
    # All level roles inherit the sign-in role's right to read.
    return [grant_auth(table, "SELECT"), grant(table, SYSTEM_ROLE, WRITE)]


def _guarded(table: str) -> list[migrations.RunSQL]:
    return [
        *_public(table),
        enable_rls(table),
        policy(table, f"{table}_read", "PUBLIC", using="true", command="SELECT"),
        rls_system(table),
    ]


def _institutions() -> list[migrations.RunSQL]:
    institution, catchment = "places_institution", "places_catchment"
    operations = [*_guarded(institution), *_guarded(catchment)]
    for role, territory in TERRITORY.items():
        own = f"institution_id IN (SELECT id FROM {institution} WHERE {territory})"  # noqa: S608 - names of ours
        operations += [
            grant(institution, role, "INSERT, UPDATE"),
            grant(catchment, role, "INSERT, DELETE"),
            policy(institution, f"{institution}_{role}", role, using=territory),
            policy(catchment, f"{catchment}_{role}", role, using=own),
        ]
    return operations


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("database", "0001_extensions")]
    operations = [
        *_public("places_region"),
        *_public("places_place"),
        *_institutions(),
        *_public("places_selectedcommunity"),
        grant("places_selectedcommunity", CENTRAL_ROLE, "INSERT, UPDATE"),
    ]
