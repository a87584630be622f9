from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "vatra.exchange"
    label = "exchange"
