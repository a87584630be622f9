"""`vatra compile` and `vatra clauses` as an operator runs them."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.unit.kit.makers import form
from vatra.kit import cases, commands, differential, packs
from vatra.kit.parameters import Parameters

RUN = CliRunner()


@pytest.fixture
def vatra():
    cli = typer.Typer()
    commands.register(cli)
    return lambda *arguments: RUN.invoke(cli, [str(one) for one in arguments])


def test_compile_writes_what_the_phone_needs(vatra, tmp_path):
    result = vatra("compile", "--output", tmp_path)

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.json", "packs.json"]
    written = json.loads((tmp_path / "packs.json").read_text())
    assert set(written["forms"]) == set(packs.library().newest())
    tried = json.loads((tmp_path / "cases.json").read_text())
    assert {case["form"] for case in tried["cases"]} <= set(tried["forms"])
    assert "kit" in tried["parameters"]


def test_random_sets_are_the_same_each_time():
    tried = [(one, cases.engine().parameters) for one in cases.engine().forms.values()]

    once, again = list(differential.sets(tried, 5)), list(differential.sets(tried, 5))

    assert json.dumps(once) == json.dumps(again)
    assert len(once) == 5 * len(tried)


def test_random_sets_try_both_right_and_wrong_answers():
    tried = [(one, cases.engine().parameters) for one in cases.engine().forms.values()]
    results = [one["expect"] for one in differential.sets(tried, 60)]
    codes = {issue.split(":")[1] for one in results for issue in one["issues"]}

    assert codes == {
        "required", "type", "min", "max", "pattern", "option", "exclusive", "max_length", "unknown_item", "precision",
    }  # fmt: skip
    assert any(not one["issues"] for one in results)
    assert any(one["findings"] for one in results)


def test_every_random_set_is_cleaned_to_something_that_stays_as_it_is():
    tried = [(one, packs.library().parameters_of(one["id"])) for one in packs.library().newest().values()]
    for one in differential.sets(tried, 4):
        compiled, own = packs.library().form(one["form"]), packs.library().parameters_of(one["form"])
        again = cases.outcome(compiled, one["expect"]["answers"], one["context"], own)

        assert cases.is_same(again.answers, one["expect"]["answers"])
        assert again.findings == one["expect"]["findings"]


def test_random_answers_need_no_conditions():
    plain = form([{"id": "s", "type": "string", "text": "S"}])

    assert len(list(differential.sets([(plain, Parameters())], 3))) == 3


def test_clauses_are_counted_from_what_tests_passed(vatra, tmp_path):
    passed = tmp_path / "clauses-passed.json"
    passed.write_text(json.dumps({"protocol-2017/1.1": ["test_x"], "protocol-2017/99": ["test_y"]}))

    result = vatra("clauses", "--passed", passed)

    assert result.exit_code == 0
    assert "protocol-2017: 1 din 193 clauze arătate de teste" in result.output
    assert "fără funcție software: 10" in result.output
    assert "clauză necunoscută: protocol-2017/99" in result.output


def test_open_clauses_are_listed_with_their_place_in_the_law(vatra, tmp_path):
    result = vatra("clauses", "--open", "--passed", tmp_path / "none.json")

    assert "protocol-2017/1.1 (Protocolul din 2017, art. 1 alin. (1)): One case file" in result.output
    assert "No function of the program" in result.output


def test_clauses_as_json(vatra, tmp_path):
    result = vatra("clauses", "--json", "--source", "protocol-2017", "--passed", tmp_path / "none.json")

    (row,) = json.loads(result.output)
    assert (row["source"], row["total"], len(row["open"]), len(row["context"])) == (
        "protocol-2017",
        193,
        193,
        10,
    )


def test_an_unknown_source_fails(vatra, tmp_path):
    result = vatra("clauses", "--source", "nope", "--passed", tmp_path / "none.json")

    assert result.exit_code == 1
