"""``python -m kjr doctor``: say what is set up well, and what to mend."""

from __future__ import annotations

from kjr.app import doctor
from kjr.app.commands.options import FINE, PROBLEMS, Options, settings_of
from kjr.app.commands.usage import Parser


def add_arguments(command: Parser) -> None:
    """Nothing can be said after ``doctor``: it looks at what is set."""


def run(options: Options) -> int:
    """Look, and tell."""
    findings = list(doctor.examine(settings_of(options)))
    for finding in findings:
        print(f"{'好' if finding.is_fine else '要改'}　{finding.text}")
    return FINE if all(finding.is_fine for finding in findings) else PROBLEMS
