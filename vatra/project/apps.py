from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "vatra.project"
    label = "project"

    def ready(self) -> None:
        from vatra.project import checks  # noqa: F401 — importing it registers the checks
