from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "vatra.indicators"
    label = "indicators"
