"""`vatra compile` and `vatra clauses`: what packs say, for the phone's build and for people."""

import json as jsons
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from vatra.kit import cases, clauses, differential, packs, phone
from vatra.kit.clauses import Clause, Coverage
from vatra.kit.packs import Library

ROOT: Final = Path(__file__).parents[2]
GENERATED: Final = ROOT / "field/src/generated"
EXIT_FAILED: Final = 1


def register(cli: Any) -> None:
    """Add the commands to the `vatra` command (a Typer application; the kit does not import it)."""
    cli.command("compile")(compile_packs)
    cli.command("clauses")(list_clauses)


def compile_packs(output: Path = GENERATED, differential: bool = False) -> None:
    """Write the installed packs for the phone: packs.json and cases.json.

    With --differential also differential.json: random answers of every form with this engine's
    results, which the phone's tests compare with their own.
    """
    library = packs.library()
    output.mkdir(parents=True, exist_ok=True)
    _write(output / "packs.json", phone.bundle(library))
    _write(output / "cases.json", worked_cases(library))
    if differential:
        _write(output / "differential.json", random_sets(library))


def worked_cases(library: Library) -> dict[str, Any]:
    """Every worked case with the forms and parameters it needs: `{forms, parameters, cases}`."""
    tried = cases.everything(library)
    return {
        "forms": {form["id"]: form for _, form, _ in tried},
        "parameters": _parameters(library),
        "cases": [asdict(case) for case, _, _ in tried],
    }


def random_sets(library: Library) -> dict[str, Any]:
    """Random answer sets of every form: `{forms, parameters, cases}`, with complete results."""
    engine = cases.engine()
    tried = [(form, engine.parameters) for form in engine.forms.values()]
    tried += [(form, library.parameters_of(form["id"])) for form in library.newest().values()]
    return {
        "forms": {form["id"]: form for form, _ in tried},
        "parameters": _parameters(library),
        "cases": list(differential.sets(tried)),
    }


def _parameters(library: Library) -> dict[str, Any]:
    own = {code: parameters.as_json() for code, parameters in library.parameters.items()}
    return own | {cases.ENGINE: cases.engine().parameters.as_json()}


def _write(path: Path, content: Any) -> None:
    text = jsons.dumps(content, separators=(",", ":"), sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{path}: {len(text) // 1024} kB\n")


def list_clauses(
    json: bool = False,
    open: bool = False,  # noqa: A002  # the option's name
    source: str | None = None,
    passed: Path | None = None,
) -> None:
    """How much of what the law asks is shown by passing tests, source by source.

    --open lists the clauses not yet shown; clauses that ask nothing of software stand apart.
    """
    every = [clause for pack in packs.discover() for clause in clauses.load(pack.root)]
    shown = _passed(passed)
    found = [one for one in clauses.coverage(every, shown) if source in (None, one.source)]
    if json:
        sys.stdout.write(_as_json(found) + "\n")
    else:
        for one in found:
            _print(one, lists_open=open)
        for clause_id in clauses.unknown(every, shown):
            sys.stdout.write(f"! un test citează o clauză necunoscută: {clause_id}\n")
    if not found:
        sys.stderr.write(f"Nu există sursa „{source}”.\n")
        raise SystemExit(EXIT_FAILED)


def _passed(path: Path | None) -> Mapping[str, Sequence[str]]:
    """Passing tests by clause, as the last test runs left them; nothing when none ran."""
    path = path or Path(os.environ.get("VATRA_DATA_DIR") or ROOT / "var") / "clauses-passed.json"
    if not path.exists():
        return {}
    passed: dict[str, list[str]] = jsons.loads(path.read_text(encoding="utf-8"))
    return passed


def _as_json(found: Sequence[Coverage]) -> str:
    rows = [
        {
            "source": one.source,
            "covered": [clause.id for clause in one.covered],
            "open": [clause.id for clause in one.open],
            "context": [clause.id for clause in one.context],
            "total": one.total,
        }
        for one in found
    ]
    return jsons.dumps(rows, ensure_ascii=False, indent=1)


def _print(one: Coverage, *, lists_open: bool) -> None:
    sys.stdout.write(f"{one.source}: {len(one.covered)} din {one.total} clauze arătate de teste\n")
    if lists_open:
        for clause in one.open:
            sys.stdout.write(_line(clause))
    if one.context:
        sys.stdout.write(f"  fără funcție software: {len(one.context)}\n")
        for clause in one.context if lists_open else ():
            sys.stdout.write(_line(clause))


def _line(clause: Clause) -> str:
    return f"  {clause.id} ({clause.label}): {clause.need}\n"
