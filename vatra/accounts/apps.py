from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vatra.accounts"
    label = "accounts"
