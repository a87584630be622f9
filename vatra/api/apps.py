from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "vatra.api"
    label = "api"
