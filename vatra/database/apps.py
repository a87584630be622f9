from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    name = "vatra.database"
    label = "database"

    def ready(self) -> None:
        from vatra.database import grants

        post_migrate.connect(grants.after_migrate, sender=self)
