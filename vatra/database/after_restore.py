"""What must be done to a database that was brought back from a backup.

A part registers its step when it is loaded: erasures made after the backup, for example, must be
made again. Steps may be repeated.
"""

from collections.abc import Callable

Step = Callable[[], object]
_steps: dict[str, Step] = {}


def register(name: str, step: Step) -> None:
    """Run `step` after each restore; `name` is shown to the operator."""
    _steps[name] = step


def steps() -> tuple[tuple[str, Step], ...]:
    return tuple(_steps.items())
