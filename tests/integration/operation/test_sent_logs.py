"""Log lines reach another machine by TLS with both certificates, and nobody without one writes there."""

from __future__ import annotations

import configparser
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.integration.operation.web import wait_until

DEPLOY = Path(settings.ROOT) / "deploy"
PROGRAMS = "/lib/systemd:/usr/sbin"
LINE = '{"event": "request", "route": "cont/", "status": 200}'
EXPORT = f"""__REALTIME_TIMESTAMP=1763790000000000
__MONOTONIC_TIMESTAMP=1000000
_BOOT_ID=6fbb2b0b4e5d4f6d9f7b5a3a7c9b1d2e
_MACHINE_ID=0f1e2d3c4b5a69788796a5b4c3d2e1f0
SYSLOG_IDENTIFIER=vatra
MESSAGE={LINE}

"""


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:{PROGRAMS}")
    if found is None:
        pytest.skip(f"{name} is not installed here (apt-get install systemd-journal-remote nginx openssl)")
    return found


def told(name: str, section: str) -> dict[str, str]:
    """What our file sets, by key."""
    file = configparser.ConfigParser()
    file.optionxform = str  # keys keep their capitals, as the manual of configparser does it
    file.read(DEPLOY / name)
    return dict(file[section])


def openssl(*words: str) -> None:
    subprocess.run([program("openssl"), *words], check=True, capture_output=True)


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """An authority of the county, a certificate for each side, and one of a stranger's own."""
    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for name in ("ca", "stranger"):
        key, cert = str(tmp_path / f"{name}.key"), str(tmp_path / f"{name}.pem")
        openssl(*new, "-x509", "-days", "1", "-subj", f"/CN={name}", "-keyout", key, "-out", cert)
    (tmp_path / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for name in ("sender", "receiver"):
        key, ask = str(tmp_path / f"{name}.key"), str(tmp_path / f"{name}.csr")
        openssl(*new, "-subj", f"/CN={name}", "-keyout", key, "-out", ask)
        openssl(
            "x509", "-req", "-in", ask, "-CA", str(tmp_path / "ca.pem"), "-CAkey", str(tmp_path / "ca.key"),
            "-days", "1", "-extfile", str(tmp_path / "names"), "-out", str(tmp_path / f"{name}.pem"),
        )  # fmt: skip
    return tmp_path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def receiving(folder: Path) -> Iterator[int]:
    """The log machine: nginx with our file before systemd-journal-remote on the loopback."""
    port, inner = free_port(), free_port()
    site = (DEPLOY / "logs-nginx.conf").read_text().replace("/etc/ssl/logs", str(folder))
    site = site.replace("listen 19532", f"listen 127.0.0.1:{port}").replace(":19531;", f":{inner};")
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    )
    nginx = [program("nginx"), "-c", f"{folder}/nginx.conf", "-g", "daemon off;"]
    remote = [program("systemd-journal-remote"), f"--listen-http=127.0.0.1:{inner}", "--split-mode=none"]
    with running(*remote, f"--output={folder}/there.journal"), running(*nginx):
        wait_until(lambda: is_open(port) and is_open(inner), "the log machine does not listen")
        yield port


def is_open(port: int) -> bool:
    with socket.socket() as wire:
        return wire.connect_ex(("127.0.0.1", port)) == 0


def sent(folder: Path, port: int, name: str) -> int:
    command = [
        program("systemd-journal-upload"),
        f"--url=https://localhost:{port}",
        f"--key={folder}/{name}.key",
        f"--cert={folder}/{name}.pem",
        f"--trust={folder}/ca.pem",
    ]
    command += [f"--file={folder}/here.journal", f"--save-state={folder}/state-{name}", "--follow=no"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode


def test_lines_go_over_by_tls_and_a_stranger_is_refused(certificates: Path) -> None:
    folder = certificates
    taken = [program("systemd-journal-remote"), f"--output={folder}/here.journal", "-"]
    subprocess.run(taken, input=EXPORT.encode(), check=True, capture_output=True)

    with receiving(folder) as port:
        stranger, sender = sent(folder, port, "stranger"), sent(folder, port, "sender")
    read = [program("journalctl"), f"--file={folder}/there.journal", "--output=cat"]
    arrived = subprocess.run(read, capture_output=True, text=True, check=True).stdout

    assert (stranger != 0, sender) == (True, 0)
    assert arrived.splitlines() == [LINE]


def test_our_files_send_by_tls_with_a_certificate() -> None:
    upload = told("journal-upload.conf", "Upload")

    assert upload["URL"].startswith("https://")
    assert {"ServerKeyFile", "ServerCertificateFile", "TrustedCertificateFile"} <= upload.keys()


def test_what_the_web_server_writes_is_followed_over_a_rotation(tmp_path: Path) -> None:
    """The unit's own command, on files of the test; logrotate copies and empties."""
    [line] = [
        one
        for one in (DEPLOY / "vatra-logs.service").read_text().splitlines()
        if one.startswith("ExecStart=")
    ]
    log, other, seen = tmp_path / "web.log", tmp_path / "worker.log", tmp_path / "seen"
    log.write_text("before\n")
    words = line.removeprefix("ExecStart=").replace("/var/log/vatra", str(tmp_path)).split()
    with seen.open("wb") as out, subprocess.Popen(words, stdout=out, stderr=subprocess.DEVNULL) as following:
        try:
            wait_until(
                lambda: write(log, "one\n") and "one" in seen.read_text(), "the first line is not told"
            )
            log.write_text("")
            write(other, "work\n")
            wait_until(lambda: "work" in seen.read_text(), "a file that came later is not followed")
            wait_until(lambda: write(log, "two\n") and "two" in seen.read_text(), "lost at the rotation")
        finally:
            following.terminate()

    assert "before" not in seen.read_text()


def write(path: Path, text: str) -> bool:
    with path.open("a") as file:
        file.write(text)
    return True
