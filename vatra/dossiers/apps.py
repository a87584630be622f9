from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "vatra.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from vatra.records import derivers, guards

        derivers.register("dossiers", derivers.AFTER_PEOPLE, "vatra.dossiers.derivation.derive")
        guards.register("dossiers", "vatra.dossiers.guards")
