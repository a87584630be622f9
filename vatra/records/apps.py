from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "vatra.records"
    label = "records"

    def ready(self) -> None:
        from vatra.records import derivers

        derivers.register("people", 10, "vatra.people.derivation.derive")
