"""The tables of docs/performance.md: measured rows replace their own, the others and the words around stay."""

from pathlib import Path

from bench import rows
from bench.rows import Row

FEW = [Row("pages of 10 persons", "3 ms", "1 ms", 3), Row("phone: script", "70 kB", "150 kB", 0.5)]


def lines(page: Path) -> list[str]:
    return [line for line in page.read_text().splitlines() if line.startswith("| p")]


def test_a_row_measured_again_replaces_its_former_self(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Speed\n\nWords of a person.\n")
    rows.write(FEW, 10, "python -m bench", "abc", page)

    rows.write(
        [Row("pages of 12 persons", "4 ms", "1 ms", 4)], 10, "python -m bench --only pages", "def", page
    )

    assert lines(page) == [
        "| pages of 12 persons | 4 ms | 1 ms | 4x |  |",
        "| phone: script | 70 kB | 150 kB | 0.5x |  |",
    ]
    assert "Words of a person." in page.read_text()
    assert "code at def" in page.read_text()


def test_the_same_rows_written_twice_stand_once(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Speed\n")
    for _ in range(2):
        rows.write(FEW, 10, "python -m bench", "abc", page)

    assert len(lines(page)) == len(FEW)
