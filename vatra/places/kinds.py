"""Closed maps of what places and institutions there are, with their Romanian words."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    COUNTRY = 0
    COUNTY = 1
    UAT = 2
    LOCALITY = 3


class PlaceKind(StrEnum):
    COUNTRY = "country"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    TOWN = "town"
    COMMUNE = "commune"
    COMPONENT = "component"
    VILLAGE = "village"
    SECTOR = "sector"


PLACE_WORDS: dict[PlaceKind, str] = {
    PlaceKind.COUNTRY: "țara",
    PlaceKind.COUNTY: "județul",
    PlaceKind.MUNICIPALITY: "municipiul",
    PlaceKind.TOWN: "orașul",
    PlaceKind.COMMUNE: "comuna",
    PlaceKind.COMPONENT: "localitatea",
    PlaceKind.VILLAGE: "satul",
    PlaceKind.SECTOR: "sectorul",
}


class InstitutionKind(StrEnum):
    SOCIAL_SERVICE = "social_service"
    PUBLIC_HEALTH = "public_health"
    CHILD_PROTECTION = "child_protection"
    SCHOOL_INSPECTORATE = "school_inspectorate"
    EMPLOYMENT = "employment"
    PAYMENTS = "payments"
    FAMILY_DOCTOR = "family_doctor"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    POPULATION_RECORDS = "population_records"
    FOOD_BANK = "food_bank"
    RESOURCE_BANK = "resource_bank"
    NGO = "ngo"
    AMBULANCE = "ambulance"
    OTHER = "other"


INSTITUTION_WORDS: dict[InstitutionKind, str] = {
    InstitutionKind.SOCIAL_SERVICE: "Serviciu public de asistență socială (SPAS)",
    InstitutionKind.PUBLIC_HEALTH: "Direcție de sănătate publică (DSP)",
    InstitutionKind.CHILD_PROTECTION: "Direcție generală de asistență socială și protecția copilului (DGASPC)",
    InstitutionKind.SCHOOL_INSPECTORATE: "Inspectorat școlar (ISJ)",
    InstitutionKind.EMPLOYMENT: "Agenție pentru ocuparea forței de muncă (AJOFM)",
    InstitutionKind.PAYMENTS: "Agenție pentru plăți și inspecție socială (AJPIS)",
    InstitutionKind.FAMILY_DOCTOR: "Cabinet de medicina familiei",
    InstitutionKind.HOSPITAL: "Spital",
    InstitutionKind.SCHOOL: "Școală",
    InstitutionKind.KINDERGARTEN: "Grădiniță",
    InstitutionKind.POPULATION_RECORDS: "Serviciu de evidență a persoanelor (SPCLEP)",
    InstitutionKind.FOOD_BANK: "Bancă de alimente",
    InstitutionKind.RESOURCE_BANK: "Bancă de resurse",
    InstitutionKind.NGO: "Organizație neguvernamentală",
    InstitutionKind.AMBULANCE: "Serviciu de ambulanță",
    InstitutionKind.OTHER: "Altă instituție",
}
