from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "vatra.people"
    label = "people"
