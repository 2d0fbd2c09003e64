"""What several commands ask for and answer: settings, the figures of the moment, JSON."""

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

from kjr.app import wiring
from kjr.app.commands.usage import CommandParser
from kjr.app.settings import Settings, read_secrets, read_settings
from kjr.documents.exports import Json
from kjr.figures.overview import Overview, build_overview

FINE, PROBLEMS, CANNOT = 0, 1, 2
"""What a command leaves with: problems of level 错 were found, or it could not run."""
FROM_SETTINGS = "默认是设置里的"

Options = argparse.Namespace


def add_folder_option(command: CommandParser, words: str = FROM_SETTINGS) -> None:
    """Let the workbooks' folder be named."""
    command.add_argument("--folder", type=Path, metavar="文件夹", help=words)


def add_campaign_option(command: CommandParser, words: str = FROM_SETTINGS) -> None:
    """Let the campaign's folder be named."""
    command.add_argument("--campaign", type=Path, metavar="文件夹", help=words)


def add_snapshot_option(command: CommandParser) -> None:
    """Let a frozen moment be named."""
    command.add_argument("--snapshot", metavar="编号", help="按哪个冻结的快照；默认是现在")


def add_json_option(command: CommandParser) -> None:
    """Let JSON be asked for."""
    command.add_argument("--json", action="store_true", help="打印 JSON")


def read_command_settings(options: Options) -> Settings:
    """The settings, with the folders that were named."""
    settings = read_settings(os.environ, read_secrets(), options.folder)
    return replace(settings, campaign=options.campaign) if options.campaign else settings


def build_command_overview(options: Options) -> Overview:
    """What the pages would show now, or at the frozen moment that was named."""
    settings = read_command_settings(options)
    if options.snapshot:
        return build_overview(wiring.find_frozen_snapshot(settings, options.snapshot))
    return build_overview(wiring.take_snapshot(settings))


def print_json(content: Json) -> None:
    """One object, as other programs read it: on one line, which is written much faster."""
    print(json.dumps(content, ensure_ascii=False))
