from vatra.kit import vocabulary
from vatra.kit.vocabulary import ROLES, Level, Sensitivity


def test_there_are_six_areas_in_the_order_of_the_law():
    assert vocabulary.AREAS == (
        "social_assistance",
        "health",
        "education",
        "employment",
        "housing",
        "identity_documents",
    )


def test_no_role_above_the_commune_reads_identity_by_itself():
    above = [role for role in ROLES.values() if role.level is not Level.local]

    assert all(Sensitivity.personal not in role.reads for role in above)


def test_an_inactive_role_reads_nothing():
    assert not vocabulary.readable(*(role.code for role in ROLES.values() if not role.active))


def test_roles_together_read_what_each_reads():
    assert vocabulary.readable("school_counsellor", "roma_health_mediator") == {1, 2, 3, 4, 7, 8, 9}


def test_only_the_nurse_reads_special_medical_data_and_only_counsellors_psychology():
    special = [code for code, role in ROLES.items() if Sensitivity.medical_special in role.reads]
    psychology = [code for code, role in ROLES.items() if Sensitivity.psychology in role.reads]

    assert special == ["community_nurse"]
    assert psychology == ["school_counsellor"]


def test_every_mark_and_urgency_has_a_romanian_title():
    assert set(vocabulary.SENSITIVITY) == set(vocabulary.SENSITIVITY_TITLES)
    assert set(vocabulary.URGENCY) == set(vocabulary.URGENCY_TITLES)


def test_the_phone_gets_active_roles_only():
    assert set(vocabulary.as_json()["roles"]) == set(vocabulary.ACTIVE_ROLES)
