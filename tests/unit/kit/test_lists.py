import pytest

from vatra.kit import lists
from vatra.kit.errors import PackError

SERVICES = """
- {code: A, title: Unu, area: health, group: support, who: [social_worker]}
- {code: B, title: Doi, area: housing, group: support, who: [social_worker, community_nurse]}
- {code: C, title: Trei, area: health, group: other, who: [community_nurse], valid_to: "2026-12-31"}
"""


def read(tmp_path, text):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/x.yaml").write_text(text)
    (tmp_path / "services.yaml").write_text(SERVICES)
    return lists.read(tmp_path)["x"]


def test_a_list_that_is_written_out(tmp_path):
    assert read(tmp_path, "[{code: a, text: A}]") == [{"code": "a", "text": "A"}]


def test_a_list_taken_from_the_catalogue(tmp_path):
    text = "{from: services, where: {group: [support]}, more: [{code: other, text: Altul}]}"

    assert read(tmp_path, text) == [
        {"code": "A", "text": "Unu"},
        {"code": "B", "text": "Doi"},
        {"code": "other", "text": "Altul"},
    ]


def test_an_option_is_offered_by_area_by_role_and_while_it_is_in_force(tmp_path):
    text = "{from: services, where: {code: [C]}, shown_by: {area: area}, own_role: true, findings: true}"

    assert read(tmp_path, text) == [
        {
            "code": "C",
            "text": "Trei",
            "finding": "C",
            "when": {
                "all": [
                    {"q": "area", "op": "=", "value": "health"},
                    {"ctx": "role", "op": "=", "value": "community_nurse"},
                    {"ctx": "date", "op": "<=", "value": "2026-12-31"},
                ]
            },
        }
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{from: services, whee: {}}", "unknown keys"),
        ("{from: dreams}", "from is one of"),
        ("{from: services, where: {group: [none]}}", "no entry of services fits"),
    ],
)
def test_a_fault_is_named(tmp_path, text, fault):
    with pytest.raises(PackError, match=fault):
        read(tmp_path, text)
