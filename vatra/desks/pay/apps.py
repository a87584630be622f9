from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "vatra.desks.pay"
    label = "pay"

    def ready(self) -> None:
        from vatra.accounts import access, demo
        from vatra.office import navigation
        from vatra.records import derivers, guards

        access.register(
            {"pay.read": frozenset({"payroll_officer"}), "pay.ground": frozenset({"community_nurse"})}
        )
        navigation.add(("pay", "Salarizare", "landmark", "pay.read", "pay_employers"))
        demo.add(("salarizare", "Doina Mărcuș", "economist", "payroll_officer", "commune"))
        derivers.register("pay", 40, "vatra.desks.pay.derivation.derive")
        guards.register("pay", "vatra.desks.pay.guards")
