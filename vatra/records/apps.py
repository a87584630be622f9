from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "vatra.records"
    label = "records"
