from django.apps import AppConfig


class PrivacyDeskConfig(AppConfig):
    name = "vatra.desks.privacy"
    label = "privacy_desk"

    def ready(self) -> None:
        from vatra.office import navigation

        navigation.add(("privacy", "Date personale", "shield", "privacy.work", "privacy_requests"))
        navigation.add(("trail", "Citiri", "eye", "privacy.work", "privacy_trail"))
