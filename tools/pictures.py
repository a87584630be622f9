"""Pictures of the workers' guide: what the journeys see, cut and shrunk for docs/ghid/img.

`make pictures` runs the journeys that draw the pictures of docs/ghid/pictures.yaml, then makes them
anew; with names, only those: `tools/pictures.py j1-azi-360`.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs/ghid"
LIST = GUIDE / "pictures.yaml"
JOURNEYS = ROOT / "tests/journeys"
SEEN = ROOT / "var/screenshots"
WIDEST = 960  # an office screen, still readable in a column of text
KILOBYTES = 80
# How journeys name a picture: expect_sound(page, "name") or, in a helper, f"{...}-360".
NAMED = re.compile(r'expect_sound\([\w.]+, (f?)"([^"]+)"\)')


def listed() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(LIST.read_text())
    return found


def journey_of(name: str) -> Path | None:
    """The journey that draws the picture: it writes the name, or the part that it puts into a pattern."""
    for path in sorted(JOURNEYS.glob("test_*.py")):
        text = path.read_text()
        for formatted, pattern in NAMED.findall(text):
            if not formatted and pattern == name:
                return path
            parts = re.split(r"\{[^}]+\}", pattern)
            met = re.fullmatch("(.+)".join(map(re.escape, parts)), name) if formatted else None
            if met and all(f'"{part}"' in text or part.isdecimal() for part in met.groups()):
                return path
    return None


def make(name: str, top: int = 0, height: int = 0, **_: object) -> Path:
    """One picture of the guide, from the page as it was seen: `height` pixels from `top`."""
    seen = Image.open(SEEN / f"{name}.png").convert("RGB")
    bottom = min(top + height, seen.height) if height else seen.height
    cut = seen.crop((0, top, seen.width, bottom))
    if cut.width > WIDEST:
        cut = cut.resize((WIDEST, round(cut.height * WIDEST / cut.width)), Image.Resampling.LANCZOS)
    path = GUIDE / "img" / f"{name}.webp"
    path.parent.mkdir(exist_ok=True)
    cut.save(path, "WEBP", quality=80, method=6)
    return path


def main(names: list[str]) -> int:
    wanted = {name: how for name, how in listed().items() if not names or name in names}
    journeys = {name: journey_of(name) for name in wanted}
    if lost := [name for name, path in journeys.items() if path is None]:
        print(f"No journey draws: {', '.join(lost)}")
        return 1
    paths = sorted({str(path) for path in journeys.values()})
    if subprocess.run([sys.executable, "-m", "pytest", "-q", *paths], cwd=ROOT, check=False).returncode:
        return 1
    heavy = [
        path.name
        for name, how in wanted.items()
        if (path := make(name, **how)).stat().st_size > KILOBYTES * 1000
    ]
    print(f"{len(wanted)} pictures" + (f"; over {KILOBYTES} kB: {', '.join(heavy)}" if heavy else ""))
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
