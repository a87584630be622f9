"""Only the owner of the tables migrates."""

from typing import Any


class Router:
    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return db == "owner"

    def allow_relation(self, left: object, right: object, **_: Any) -> bool:
        return True  # both aliases are one database
