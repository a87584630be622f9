"""gunicorn's configuration, beside what is given on its command line: `-c python:vatra.project.serving`."""

import os
import shutil
import tempfile
from typing import Any

# Counts of the processes meet in files; prometheus_client looks for the folder when it is loaded.
_made = "" if "PROMETHEUS_MULTIPROC_DIR" in os.environ else tempfile.mkdtemp(prefix="vatra-metrics-")
if _made:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _made

wsgi_app = "vatra.project.wsgi"
worker_class = "sync"
timeout = 60
graceful_timeout = 30
control_socket_disable = True
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Counts begin anew with the master: files of processes that are gone would add up for ever."""
    folder = os.environ["PROMETHEUS_MULTIPROC_DIR"]
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if name.endswith(".db"):
            os.unlink(os.path.join(folder, name))


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library has no types here


def on_exit(server: Any) -> None:
    if _made:
        shutil.rmtree(_made, ignore_errors=True)
