from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "vatra.privacy"
    label = "privacy"

    def ready(self) -> None:
        from vatra.database import after_restore
        from vatra.records import derivers, remarks

        derivers.register("privacy", derivers.AFTER_PEOPLE + 5, "vatra.privacy.derivation.derive")
        remarks.register("privacy", "vatra.privacy.erasing.remarks")
        after_restore.register("Erasures made again", _erase_again)


def _erase_again() -> object:
    from vatra.privacy import erasing

    return erasing.reapply()
