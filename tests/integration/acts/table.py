"""What can be done, and who gets which answer. Codes: 200 shown, 302 done (or on to the next page),
422 allowed but what was given is not enough, 404 not in his territory or not for his role, 403 refused."""

from __future__ import annotations

from tests.integration.acts.act import Act

HOUSEHOLD, CASE = {"household_id": "{household}"}, {"case_id": "{case}"}
HELD, REQUEST = {"key": "{held}"}, {"request_id": "{request}"}
PAIR, PHONE = {"one_id": "{one}", "other_id": "{other}"}, {"device_id": "{device}"}
NOTICE = {"cause_id": "{notice}", "kind": "{notice_kind}"}
USER = {"user_id": "{user}"}
TEAM, TEAMS = "nurse social mediator", "nurse social mediator stranger"
OWN, CASEWORK = f"{TEAM} county ministry", f"{TEAMS} county other_county ministry"
ELSEWHERE = "stranger other_county"
# Colleagues and their phones: who sees to the nurse's, and who sees only to others'.
OVER_STAFF, OUTSIDE = "county administrator", "other_county county_administrator"
# Lists of names: the teams, each its own places; that of mediation only the health mediators.
LISTS = dict.fromkeys(("catagrafie", "fara-medic", "gradinita", "niciodata-inscrisi"), TEAMS) | {
    "mediere": ""
}
VERDICT = {"verdict": "distinct", "evidence": "seen_document", "reason": "Am văzut actele."}

# ---- files of people: read ---------------------------------------------------------------------
READ = {
    "household": Act("household", {200: OWN, 404: ELSEWHERE}, HOUSEHOLD, method="GET"),
    "person": Act("person", {200: OWN, 404: ELSEWHERE}, {"person_id": "{person}"}, method="GET"),
    "entry": Act("entry", {200: OWN, 404: ELSEWHERE}, {"entry_id": "{entry}"}, method="GET"),
    "entry of a person": Act(
        "entry", {200: OWN, 404: ELSEWHERE}, {"entry_id": "{person_entry}"}, method="GET"
    ),
    "entry saved": Act("entry_saved", {200: OWN, 404: ELSEWHERE}, {"entry_id": "{entry}"}, method="GET"),
    "attachment, personal": Act(
        "entry_attachment",
        {200: TEAM, 404: "stranger county other_county ministry"},
        {"entry_id": "{consent}", "sha256": "{photo}"},
        method="GET",
    ),
    "attachment of another entry": Act(
        "entry_attachment", {404: CASEWORK}, {"entry_id": "{entry}", "sha256": "{photo}"}, method="GET"
    ),
    "case": Act("case", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "case news": Act("case_news", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "case assessments": Act("case_assessments", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "case manager": Act("case_manager", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "case documents": Act("case_documents", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "case notices": Act("case_notices", {200: OWN, 404: ELSEWHERE}, CASE, method="GET"),
    "notice": Act(
        "notice",
        {200: "nurse social", 404: "mediator stranger county other_county ministry"},
        NOTICE,
        method="GET",
    ),
    "held entry": Act("held_entry", {200: "nurse county"}, HELD, method="GET", otherwise=404),
    "pair": Act("duplicate", {200: "nurse social mediator county", 404: ELSEWHERE}, PAIR, method="GET"),
    "phone": Act(
        "phone_of_staff",
        {200: OVER_STAFF, 404: OUTSIDE},
        PHONE,
        method="GET",
    ),
    "request": Act("privacy_request", {200: "officer", 404: "other_officer"}, REQUEST, method="GET"),
    "colleague": Act(
        "colleague",
        {200: OVER_STAFF, 404: OUTSIDE},
        USER,
        method="GET",
    ),
    "guidance": Act(
        "one_guidance",
        {200: "nurse stranger county ministry", 404: "social mediator other_county"},
        {"guidance_id": "{guidance}"},
        method="GET",
    ),
}

# ---- files handed out: every kind ---------------------------------------------------------------
HANDED = {
    **{
        f"cases {kind}": Act("cases_export", {200: CASEWORK}, {"kind": kind}, method="GET")
        for kind in ("csv", "xlsx")
    },
    **{
        f"list {code} {kind}": Act(
            "people_list_export", {200: who} if who else {}, {"code": code, "kind": kind}, method="GET"
        )
        for code, who in LISTS.items()
        for kind in ("csv", "xlsx")
    },
    **{
        f"held {kind}": Act(
            "held_file",
            {200: "nurse county"},
            HELD | {"kind": kind},
            method="GET",
            otherwise=404,  # whoever may have an entry held may ask; there is one for its own only
        )
        for kind in ("json", "pdf")
    },
    "notice letter": Act(
        "notice_letter",
        {200: "nurse social", 404: "mediator stranger county other_county ministry"},
        NOTICE,
        method="GET",
    ),
    "copy of a person pdf": Act("privacy_pdf", {302: "officer", 404: "other_officer"}, REQUEST, method="GET"),
    "copy of a person zip": Act("privacy_zip", {302: "officer", 404: "other_officer"}, REQUEST, method="GET"),
    **{
        f"indicators {kind}": Act("indicators", {200: CASEWORK}, query=f"?format={kind}", method="GET")
        for kind in ("csv", "xlsx")
    },
}

# ---- done ------------------------------------------------------------------------------------
DONE = {
    "search": Act("people_found", {200: CASEWORK}, told={"q": "Ștefănescu"}),
    "open identity": Act(
        "open_identity",
        {302: "county ministry", 404: "other_county"},
        HOUSEHOLD,
        {"reason": "O plângere primită la județ despre acest caz."},
    ),
    "void": Act(
        "entry_void",
        {302: TEAM, 404: ELSEWHERE},
        {"entry_id": "{person_entry}"},
        {"reason": "Greșit", "action": "save"},
    ),
    "manager": Act(
        "case_manager",
        {404: "nurse mediator stranger county other_county ministry", 422: "social"},
        CASE,
        {"from_on": "2026-01-01"},
    ),
    "settlement": Act(
        "case_settlement",
        {302: TEAM, 404: "stranger"},
        CASE,
        {"chosen": "{chosen}", "reason": "Am întrebat."},
    ),
    # Two files of one place: its team decides, the county reads.
    "verdict": Act("duplicate", {302: "nurse social mediator", 404: ELSEWHERE}, PAIR, VERDICT),
    "held again": Act("held_again", {404: "social mediator stranger", 422: "nurse"}, HELD),
    "held correction": Act(
        "held_correction", {200: "nurse", 404: "social mediator stranger"}, HELD, {"action": "look"}
    ),
    "held handover": Act("held_handover", {302: "county", 404: "other_county"}, HELD),
    "held ending": Act(
        "held_ending",
        {302: "nurse county", 404: "social mediator stranger other_county"},
        HELD,
        {"motiv": "Nu mai este nevoie."},
    ),
    "phone revocation": Act(
        "phone_revocation",
        {302: OVER_STAFF, 404: OUTSIDE},
        PHONE,
        {"reason": "Pierdut la piață.", "wipe": "on"},
    ),
    "safety copy": Act("phone_copy", {200: "county other_county administrator county_administrator"}),
    "sheet read": Act("paper_sheet", {422: TEAMS}, told={"cod": "x"}),
    "session read": Act("paper_reading", {422: TEAMS}),
    "session saved": Act("paper_saving", {422: TEAMS}, told={"randuri": "x"}),
    "request opened": Act("privacy_open", {302: "officer", 404: "other_officer"}, REQUEST),
    **{
        f"request {name}": Act(
            "privacy_write", {404: "other_officer", 422: "officer"}, REQUEST | {"name": name}
        )
        for name in ("prelungire", "raspuns", "rectificare", "restrictionare", "ridicare", "retragere")
    },
    "erasure": Act("privacy_erasure", {404: "other_officer", 422: "officer"}, REQUEST),
    "request taken in": Act("privacy_new", {404: "other_officer", 422: "officer"}, {"person_id": "{person}"}),
    "request search": Act("privacy_find", {200: "officer other_officer"}, told={"cnp": "2900305074530"}),
    "assign": Act("assign", {404: "county_administrator", 422: "administrator"}, USER),
    "training": Act(
        "record_training",
        {404: OUTSIDE, 422: f"{OVER_STAFF} ministry"},
        USER,
    ),
    "close": Act("close_account", {302: "administrator", 404: "county_administrator"}, USER),
    "reopen": Act("reopen_account", {302: "administrator", 404: "county_administrator"}, USER),
    "reset factor": Act("reset_second_factor", {302: "administrator", 404: "county_administrator"}, USER),
    "sessions ended": Act("end_staff_sessions", {302: OVER_STAFF, 404: OUTSIDE}, USER),
    "handover": Act(
        "handover",
        {200: OVER_STAFF, 404: OUTSIDE},
        USER,
        {"confirm": "1"},
    ),
    "end assignment": Act(
        "end_assignment",
        {404: "county_administrator", 422: "administrator"},
        {"assignment_id": "{assignment}"},
    ),
    "invite": Act("invite", {200: "administrator county_administrator"}),
    "approve posts": Act("approve_posts", {200: "county other_county ministry"}),
    "inspection": Act("record_inspection", {200: "county other_county"}),
    "guidance issued": Act("issue_guidance", {200: "county other_county ministry"}),
    "guidance read": Act(
        "read_guidance",
        {302: "nurse stranger", 404: "social mediator county other_county ministry"},
        {"guidance_id": "{guidance}"},
    ),
    "own indicator": Act("indicator_new", {200: "ministry"}),
    "target": Act("indicator_target", {}, {"code": "NEV.1"}),
    "month closed": Act("close_month", {200: "ministry"}),
}
# The buttons of a form: each value of `action` is a way in of its own.
ENTRY = {"pack": "integrated_services", "name": "home_visit"}
DONE |= {
    f"entry {action}": Act(
        "entry_new", {200: TEAM, 404: ELSEWHERE}, ENTRY, {"action": action}, query="?gospodarie={household}"
    )
    for action in ("look", "save", "another", "refresh", "add:measures", "remove:measures:0")
}
ACTS = READ | HANDED | DONE
