"""``python -m kjr doctor``: say what is set up well, and what to mend."""

from kjr.app import doctor
from kjr.app.commands.options import FINE, PROBLEMS, Options, read_command_settings
from kjr.app.commands.usage import CommandParser


def add_arguments(command: CommandParser) -> None:
    """Nothing can be said after ``doctor``: it looks at what is set."""


def run(options: Options) -> int:
    """Look, and tell."""
    findings = list(doctor.examine_installation(read_command_settings(options)))
    for finding in findings:
        print(f"{'好' if finding.is_fine else '要改'}　{finding.text}")
    return FINE if all(finding.is_fine for finding in findings) else PROBLEMS
