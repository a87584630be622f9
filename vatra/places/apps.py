from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "vatra.places"
    label = "places"
