from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "vatra.desks.training"
    label = "training"

    def ready(self) -> None:
        from vatra.accounts import access, demo
        from vatra.desks.training import documents
        from vatra.office import navigation
        from vatra.records import leftovers

        access.register(
            {
                "training.organise": frozenset({"training_organiser"}),
                "training.apply": frozenset({"applicant_nurse", "training_employer"}),
                "training.look": frozenset({"training_organiser", "applicant_nurse", "training_employer"}),
            }
        )
        navigation.add(("training", "Specializare", "graduation-cap", "training.organise", "training_calls"))
        navigation.add(("training", "Dosarele mele", "graduation-cap", "training.apply", "training_mine"))
        navigation.add(("training_notices", "Înștiințări", "mail", "training.apply", "training_notices"))
        demo.add(("formare", "Corina Neagu", "referent", "training_organiser", "country"))
        demo.add(("candidat", "Alina Rusu", "asistent medical", "applicant_nurse", "commune"))
        demo.add(("spital", "Horia Manea", "manager", "training_employer", "commune"))
        leftovers.keep(documents.named)
