"""Other programs that tests ask for a second opinion."""

import os
import shutil

import pytest


def program(name):
    """Where a program is; without it the test is left out, but never where CI has to run it."""
    found = shutil.which(name)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return found
