from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "vatra.records"
    label = "records"

    def ready(self) -> None:
        from vatra.accounts import handover
        from vatra.records import derivers, leaving

        derivers.register("people", 10, "vatra.people.derivation.derive")
        handover.register("phones", "Telefoane", leaving.preview, leaving.move)
