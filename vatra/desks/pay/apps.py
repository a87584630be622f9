from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "vatra.desks.pay"
    label = "pay"

    def ready(self) -> None:
        from vatra.accounts import access, demo

        access.register({"pay.read": frozenset({"payroll_officer"})})
        demo.add(("salarizare", "Doina Mărcuș", "economist", "payroll_officer", "commune"))
