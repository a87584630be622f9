from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "vatra.dossiers"
    label = "dossiers"
