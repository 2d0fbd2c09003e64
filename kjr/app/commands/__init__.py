"""The command line (``python -m kjr …``): the same figures as the pages, without a browser.

Exit codes: 0 fine, 1 problems of level 错 were found, 2 could not run.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from kjr.app.commands import (
    access,
    campaign,
    check,
    demo,
    doctor,
    figures,
    remind,
    state,
    summaries,
    templates,
)
from kjr.app.commands.parsing.options import CANNOT, FINE, PROBLEMS, SHARED, Arguments, Options
from kjr.app.commands.parsing.usage import CommandParser
from kjr.errors import KjrError

__all__ = ["CANNOT", "COMMANDS", "FINE", "PROBLEMS", "build_parser", "main"]


class Command(Protocol):
    """What a command's module holds: its help, what can be said after it, and what it does."""

    WORDS: str
    ARGUMENTS: Arguments

    def run(self, options: Options) -> int:
        """Do it, and give the exit code."""


COMMANDS: Final[Mapping[str, Command]] = {
    "demo": demo,
    "campaign": campaign,
    "templates": templates,
    "check": check,
    "figures": figures,
    "summary": summaries,
    "remind": remind,
    "access": access,
    "state": state,
    "doctor": doctor,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; what a person can mend is one Chinese sentence on stderr."""
    parser = build_parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and (any(each.startswith("-") for each in rest) or getattr(options, "names", True)):
        parser.error(" ".join(rest))
    if rest:  # names behind an option, which argparse leaves over
        options.names = rest
    try:
        return COMMANDS[options.command].run(options)
    except KjrError as error:
        print(error, file=sys.stderr)
        return CANNOT


def build_parser() -> CommandParser:
    """All commands, each with its help."""
    whole = CommandParser("python -m kjr", description="活动台账：读、算、看、印。")
    commands = whole.add_subparsers(metavar="命令", required=True)
    for name, command in COMMANDS.items():
        parser = commands.add_parser(name, help=command.WORDS, description=command.WORDS)
        parser.set_defaults(command=name, campaign=None, folder=None, snapshot=None)
        for argument, facts in command.ARGUMENTS.items():
            parser.add_argument(argument, **{**SHARED.get(argument, {}), **facts})
    return whole
