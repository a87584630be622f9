from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "vatra.sync"
    label = "sync"
