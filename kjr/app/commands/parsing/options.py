"""What several commands ask for and answer: settings, the figures of the moment, JSON."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kjr.app import wiring
from kjr.app.settings import Settings, read_secrets, read_settings
from kjr.documents.exports import Json
from kjr.figures.moments.archive import has_kept_books
from kjr.figures.overview import Overview, build_overview
from kjr.values.escapes import STEERING

FINE, PROBLEMS, CANNOT = 0, 1, 2
"""What a command leaves with: problems of level 错 were found, or it could not run."""

Options = argparse.Namespace
Arguments = Mapping[str, Mapping[str, Any]]
"""What can be said after a command: as argparse takes it, where it differs from ``SHARED``."""

FORGETFUL: Final = (
    "看板在这台机器上还没有读过这里的工作簿，没有以前读到的可以对照："
    "现在读不了的算读取失败，不在的算未填报；总结哪天交齐，按文件的时间和自填的报送日期算；"
    "读到时还没到日子、日期过了而没有改过的行，不问是否已开展。别处开着的看板记得这些，会不一样"
)
"""What is told without anything kept from before, and where the pages may tell more."""
FOLDER: Final = {"type": Path, "metavar": "文件夹", "help": "默认是设置里的"}
SHARED: Final[Arguments] = {
    "--folder": FOLDER,
    "--campaign": FOLDER,
    "--snapshot": {"metavar": "编号", "help": "按哪个冻结的快照；默认是现在"},
    "--unit": {"metavar": "单位", "help": "只要一家单位的"},
    "--json": {"action": "store_true", "help": "打印 JSON"},
}
"""Named by several commands."""


def read_command_settings(options: Options) -> Settings:
    """The settings, with the folders that were named."""
    settings = read_settings(os.environ, read_secrets(), options.folder)
    if options.campaign:
        return replace(settings, campaign=options.campaign, plan=options.campaign)
    return settings


def build_command_overview(options: Options) -> Overview:
    """What the pages would show now, or at the frozen moment that was named."""
    settings = read_command_settings(options)
    if options.snapshot:
        return build_overview(wiring.find_frozen_snapshot(settings, options.snapshot))
    return build_overview(wiring.take_snapshot(settings))


def warn_without_memory(options: Options) -> None:
    """Say what a board elsewhere may know better; nothing where what it keeps was looked at."""
    if not options.snapshot and not has_kept_books(read_command_settings(options).database):
        print(FORGETFUL, file=sys.stderr)


def print_json(content: Json) -> None:
    """One object, as other programs read it: on one line, which is written much faster."""
    said = json.dumps(content, ensure_ascii=False)
    print(STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", said))
