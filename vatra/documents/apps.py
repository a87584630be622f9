from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "vatra.documents"
    label = "documents"
