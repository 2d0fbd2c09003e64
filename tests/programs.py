"""Other programs that tests ask for a second opinion, and our own commands."""

import os
import shutil
import subprocess
import sys

import pytest

from tools.serving import ROOT


def program(name):
    """Where a program is; without it the test is left out, but never where CI has to run it."""
    found = shutil.which(name)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return found


def run_command(places, *words, **more):
    """What ``python -m kjr`` says to these words, of the installation a server runs on."""
    asked = {"cwd": ROOT, "env": os.environ | places | more, "capture_output": True}
    command = [sys.executable, "-m", "kjr", *words]
    return subprocess.run(command, encoding="utf-8", check=False, **asked).stdout
