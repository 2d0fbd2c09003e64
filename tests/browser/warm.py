"""Servers that begin as copies of one that has loaded everything: most of a start is loading.

What a start is by itself, as people do it, ``test_first_start`` and the deep links look at.
"""

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache

import psutil

from tools.serving import PATIENCE, ROOT, Served, free_port, wait_for


class Copy(psutil.Process):
    """A server's process; whoever copied it collects it."""

    def poll(self):
        return None if self.is_running() else 0


@contextmanager
def copying(log, places):
    """kjr's own app with these settings; stop it at the end."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    surroundings = os.environ | {"PYTHONPATH": path} | dict(places)
    asked = {"port": free_port(), "log": str(log), "surroundings": surroundings}
    address = f"http://127.0.0.1:{asked['port']}"
    first = load_first()
    first.stdin.write(f"{json.dumps(asked)}\n")
    first.stdin.flush()
    process = Copy(int(first.stdout.readline()))
    try:
        wait_for(address, process, log)
        yield Served(address, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@cache
def load_first():
    """The process that is copied; it ends with the one that asks it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.browser.warm"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def serve_copies():
    """Load what a server loads, and copy it for each line that is read."""
    import streamlit.web.bootstrap
    import streamlit.web.server.starlette  # noqa: F401
    import uvicorn  # noqa: F401

    from kjr.ui import gate, page  # noqa: F401
    from kjr.ui.door.door import Door  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a copy that ended is gone at once
    for line in sys.stdin:
        copied = os.fork()
        if not copied:
            become_server(**json.loads(line))
        print(copied, flush=True)


def become_server(port, log, surroundings):
    """Be what ``python -m streamlit run app.py`` is."""
    from streamlit.web import cli

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.clear()
    os.environ.update(surroundings)
    where = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *where, "--server.headless", "true"]
    try:
        cli.main(prog_name="streamlit")
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve_copies()
