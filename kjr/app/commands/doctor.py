"""``python -m kjr doctor``: say what is set up well, and what to mend."""

from pathlib import Path

from kjr.app import doctor
from kjr.app.commands.parsing.options import (
    FINE,
    PROBLEMS,
    Arguments,
    Options,
    read_command_settings,
)
from kjr.app.settings import CAMPAIGN

WORDS = "检查存放、活动、字体、登录，说明要改什么"
ARGUMENTS: Arguments = {
    "--leftovers": {
        "nargs": "?",
        "type": Path,
        "const": CAMPAIGN,
        "metavar": "活动文件夹",
        "help": "列出别的年份、别的城市留下的内容；从哪一套改来的，默认是自带的",
    },
    "--campaign": {},
}


def run(options: Options) -> int:
    """Look, and tell."""
    findings = list(doctor.examine_installation(read_command_settings(options), options.leftovers))
    for finding in findings:
        print(f"{'好' if finding.is_fine else '要改'}　{finding.text}")
    return FINE if all(finding.is_fine for finding in findings) else PROBLEMS
