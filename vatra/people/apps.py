from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def keep_limit(using: str, **_: Any) -> None:
    """Tell the database the longest opening that packs and accounts allow, after every migration."""
    from django.db import connections
    from django.db.utils import ProgrammingError

    from vatra.people import openings

    if using != "owner":
        return
    with connections[using].cursor() as cursor:
        try:
            cursor.execute("UPDATE people_openinglimit SET hours = %s", [openings.most_hours()])
        except ProgrammingError:  # migrated back to before there was a limit
            connections[using].rollback()


class PeopleConfig(AppConfig):
    name = "vatra.people"
    label = "people"

    def ready(self) -> None:
        post_migrate.connect(keep_limit, sender=self)
