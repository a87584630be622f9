from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "vatra.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        from vatra.records import derivers, guards

        derivers.register("duplicates", derivers.AFTER_PEOPLE, "vatra.duplicates.derivation.derive")
        guards.register("duplicates", "vatra.duplicates.guards")
