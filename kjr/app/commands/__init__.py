"""The command line (``python -m kjr …``): the same figures as the pages, without a browser.

Exit codes: 0 fine, 1 problems of level 错 were found, 2 could not run.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from kjr.app.commands import access, check, demo, doctor, figures, summaries, templates
from kjr.app.commands.options import CANNOT, FINE, PROBLEMS, Options
from kjr.app.commands.usage import CommandParser
from kjr.errors import KjrError

__all__ = ["CANNOT", "COMMANDS", "FINE", "PROBLEMS", "build_parser", "main"]


class Command(NamedTuple):
    """A command: its help, what can be said after it, and what it does."""

    words: str
    add_arguments: Callable[[CommandParser], None]
    run: Callable[[Options], int]


COMMANDS: Final[Mapping[str, Command]] = {
    "demo": Command("生成示例工作簿（示例数据）", demo.add_arguments, demo.run),
    "templates": Command(
        "给名册上的单位生成空白工作簿，或给 Google 表格补上空白工作表；不覆盖已有的",
        templates.add_arguments,
        templates.run,
    ),
    "check": Command("读文件或文件夹，说明读到了什么、哪里不对", check.add_arguments, check.run),
    "figures": Command("打印指标和报送状态", figures.add_arguments, figures.run),
    "summary": Command(
        "生成总结、简报、通报、离线看板或各单位总结", summaries.add_arguments, summaries.run
    ),
    "access": Command("发、列、换、收登录码", access.add_arguments, access.run),
    "doctor": Command("检查存放、活动、字体、登录，说明要改什么", doctor.add_arguments, doctor.run),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; what a person can mend is one Chinese sentence on stderr."""
    options = build_parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KjrError as error:
        print(error, file=sys.stderr)
        return CANNOT
    return code


def build_parser() -> CommandParser:
    """All commands, each with its help."""
    whole = CommandParser("python -m kjr", description="科技工作者日台账：读、算、看、印。")
    commands = whole.add_subparsers(metavar="命令", required=True)
    for name, (words, add_arguments, run) in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run, campaign=None, folder=None)
        add_arguments(command)
    return whole
