"""How a command is written, in the words of the office: argparse's own are English."""

import argparse
import sys
from collections.abc import Iterable
from typing import ClassVar, NoReturn

WRONG = 2
"""The exit code of a command that is not written as it should be."""


class CommandHelp(argparse.HelpFormatter):
    """The headings of a help text."""

    HEADINGS: ClassVar = {"positional arguments": "参数", "options": "选项"}

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with 用法, unless it is asked for without a beginning."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Head a list of arguments."""
        super().start_section(self.HEADINGS.get(heading or "", heading))


class CommandParser(argparse.ArgumentParser):
    """Help and refusals."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog, description=description, formatter_class=CommandHelp, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, _message: str) -> NoReturn:
        """Show how it is written, and leave."""
        self.print_usage(sys.stderr)
        self.exit(WRONG, f"少了参数，或者写错了；怎么写见 {self.prog} -h\n")
