from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "vatra.scanning"
    label = "scanning"
