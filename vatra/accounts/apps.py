from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vatra.accounts"
    label = "accounts"

    def ready(self) -> None:
        from vatra.accounts import events, handover

        events.listen()
        handover.register("assignments", "Atribuiri", handover.preview_assignments, handover.move_assignments)
