from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "vatra.office"
    label = "office"
