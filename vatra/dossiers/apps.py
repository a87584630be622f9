from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "vatra.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from vatra.accounts import handover
        from vatra.dossiers import handovers
        from vatra.records import derivers, guards

        derivers.register("dossiers", derivers.AFTER_PEOPLE, "vatra.dossiers.derivation.derive")
        guards.register("dossiers", "vatra.dossiers.guards")
        handover.register("cases", "Cazuri ca responsabil", handovers.preview_cases, handovers.move_cases)
        handover.register("tasks", "Sarcini date pe nume", handovers.preview_tasks, handovers.move_tasks)
