from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "vatra.indicators"
    label = "indicators"

    def ready(self) -> None:
        from vatra.dossiers import followers

        followers.register(
            "indicators", "vatra.indicators.counting.follow", asks="vatra.indicators.bases.asked"
        )
