from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "vatra.notices"
    label = "notices"

    def ready(self) -> None:
        from vatra.dossiers import followers

        followers.register(
            "notices", "vatra.notices.derivation.follow", asks="vatra.notices.derivation.asked"
        )
