"""What a person reads of the rules by which supplements meet."""

from vatra.packs.pay import catalogue


def test_each_rule_is_named_by_the_supplements_it_is_about() -> None:
    titles = {rule.id: rule.title for rule in catalogue.law().rules}

    assert titles["IV+V"] == "IV cu V"
    assert titles["I.F+I.BE"] == "I.B.2a sau I.E cu I.F"
    assert titles["VI+VII+V.A.2"] == "VI, VII și V.A.2 între ele"
    assert titles["III+"] == "III cu oricare altul"
    assert titles["other"] == "Orice altă pereche"
    assert titles["I.unit"] == "Două litere ale pct. I pentru un loc de muncă"
    assert max(len(title) for title in titles.values()) < 50
    assert len(set(titles.values())) == len(titles)
