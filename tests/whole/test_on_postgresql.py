"""The same tests with their state on PostgreSQL, which `TESTS_ON=postgresql pytest` runs all of."""

import os
import subprocess
import sys

import pytest

from kjr.app.settings import ROOT
from tests.on_postgresql import ON

pytestmark = pytest.mark.slow
PARTS = (
    *("tests/access/test_passcodes.py", "tests/access/test_sessions.py"),
    *("tests/editing/test_saving.py", "tests/editing/test_review.py"),
    *("tests/editing/test_joint_events.py", "tests/editing/test_corrections.py"),
    *("tests/figures/moments/test_archive.py", "tests/figures/moments/test_frozen.py"),
)


@pytest.mark.usefixtures("server")
def test_what_people_do_is_kept_there_as_well():
    """Signing in, saving, reviewing, what is kept and frozen."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", *PARTS]
    environment = {**os.environ, ON: "postgresql"}
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]
