"""Start a Streamlit script as people do, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PATIENCE = 120
"""Seconds a server may take until it answers."""


class Served(NamedTuple):
    """A running server."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(
    script: Path,
    folder: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Served]:
    """Run ``script`` from ``folder``, whose .streamlit/config.toml holds; stop it at the end."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    surroundings = os.environ | {"PYTHONPATH": path} | dict(environment or {})
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        base = surroundings.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
        wait_for(address, process, log)
        yield Served(address, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def copy_fresh(folder: Path) -> Path:
    """kjr as it is just cloned: nothing made yet, nothing remembered."""
    for name in ("kjr", "pages", "assets", "campaign", "examples", ".streamlit"):
        ignored = shutil.ignore_patterns("__pycache__", "secrets.toml")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy2(ROOT / "app.py", folder)
    return folder


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; raise with its own words if it ends before."""
    until = time.monotonic() + PATIENCE
    while not is_answering(address):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(log.read_text("utf-8", "replace"))
        time.sleep(0.02)


def is_answering(address: str) -> bool:
    """Whether a Streamlit server is up at an address."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.read() == b"ok")
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
