"""``python -m kjr doctor``: say what is set up well, and what to mend."""

from kjr.app import doctor
from kjr.app.commands.options import FINE, PROBLEMS, Arguments, Options, read_command_settings

WORDS = "检查存放、活动、字体、登录，说明要改什么"
ARGUMENTS: Arguments = {}


def run(options: Options) -> int:
    """Look, and tell."""
    findings = list(doctor.examine_installation(read_command_settings(options)))
    for finding in findings:
        print(f"{'好' if finding.is_fine else '要改'}　{finding.text}")
    return FINE if all(finding.is_fine for finding in findings) else PROBLEMS
