"""The command line (``python -m kjr …``): the same figures as the pages, without a browser.

Exit codes: 0 fine, 1 problems of level 错 were found, 2 could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kjr import (
    briefs,
    commands_access,
    declaration,
    demo,
    doctor,
    exports,
    opening,
    printing,
    template,
)
from kjr import overview as overviews
from kjr import settings as places
from kjr.errors import KjrError
from kjr.inspection import Inspected, inspect, inspected
from kjr.overview import Overview
from kjr.paper import fonts
from kjr.readings import Level
from kjr.settings import Settings
from kjr.store.worker import Worker
from kjr.summary import edits
from kjr.usage import Parser

FINE, PROBLEMS, CANNOT = 0, 1, 2
STATES = {"read": "读了", "unreadable": "读不了", "ignored": "没有计入"}

Options = argparse.Namespace
Command = Callable[[Options], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command; what a person can mend is one Chinese sentence on stderr."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KjrError as error:
        print(error, file=sys.stderr)
        return CANNOT
    return code


def parser() -> Parser:
    """All commands, each with its help."""
    whole = Parser("python -m kjr", description="科技工作者日台账：读、算、看、印。")
    commands = whole.add_subparsers(metavar="命令", required=True)

    def add(name: str, words: str, run: Command) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run, campaign=None, folder=None)
        return command

    make = add("demo", "生成示例工作簿（示例数据）", run_demo)
    make.add_argument("--folder", type=Path, metavar="文件夹", help="默认 var/example")
    make.add_argument("--seed", type=int, default=1, metavar="N", help="种子相同，内容相同")
    make.add_argument("--units", type=int, default=112, metavar="N", help="应报单位数")

    about = "给名册上的单位生成空白工作簿，或给 Google 表格补上空白工作表；不覆盖已有的"
    blank = add("templates", about, run_templates)
    blank.add_argument("--folder", type=Path, metavar="文件夹", help="写到哪里，默认是设置里的")
    blank.add_argument("--unit", metavar="单位", help="只要一家")
    blank.add_argument("--campaign", type=Path, metavar="文件夹", help="活动文件夹")

    check = add("check", "读文件或文件夹，说明读到了什么、哪里不对", run_check)
    check.add_argument("paths", nargs="*", type=Path, metavar="路径", help="默认是设置里的文件夹")

    figures = add("figures", "打印指标和报送状态", run_figures)
    for command in (check, figures):
        command.add_argument("--json", action="store_true", help="打印 JSON")

    paper = add("summary", "生成总结、简报、通报、离线看板或各单位总结", run_summary)
    paper.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="文件",
        help="以 .pdf .docx .html（离线看板）或 .zip（各单位总结）结尾",
    )
    paper.add_argument("--unit", metavar="单位", help="只要一家单位的")
    paper.add_argument(
        "--kind", default=printing.KINDS[0], metavar="名称", help="、".join(printing.KINDS)
    )
    for command in (check, figures, paper):
        command.add_argument("--folder", type=Path, metavar="文件夹", help="默认是设置里的")
    for command in (figures, paper):
        command.add_argument("--snapshot", metavar="编号", help="按哪个冻结的快照；默认是现在")
    for command in (check, figures, paper):
        command.add_argument("--campaign", type=Path, metavar="文件夹", help="默认是设置里的")

    commands_access.add_arguments(add("access", "发、列、换、收登录码", run_access))

    add("doctor", "检查存放、活动、字体、登录，说明要改什么", run_doctor)
    return whole


def run_demo(options: Options) -> int:
    """Write the example workbooks."""
    folder = options.folder or places.EXAMPLE
    demo.write(declaration.load(places.CAMPAIGN), folder, seed=options.seed, units=options.units)
    print(f"示例工作簿写在 {folder}。要看它，设 KJR_FOLDER 为这个文件夹，再启动看板。")
    return FINE


def run_templates(options: Options) -> int:
    """Write blank workbooks, or blank sheets at Google; what is there is never overwritten."""
    settings = _settings(options)
    if settings.is_example:
        raise KjrError("请用 --folder 说明写到哪个文件夹，或者先设好 Google（见 docs/google.md）")
    campaign = opening.campaign(settings)
    if settings.google:
        from kjr import blanks

        store = opening.google(settings.google, campaign)
        for told in blanks.prepare_all(store, campaign, options.unit):
            print(told, flush=True)
        return FINE
    written = template.write_blanks(campaign, settings.folder, options.unit)
    print(f"写好 {len(written)} 本空白工作簿，在 {settings.folder}；已有的没有动。")
    return FINE


def run_figures(options: Options) -> int:
    """Print the indicators and the reporting status."""
    figures = exports.figures(_overview(options))
    if options.json:
        _print_json(figures)
        return FINE
    for each in figures["indicators"]:
        target = f" / {each['target']}" if each["target"] is not None else ""
        about = "约" if each["about"] else ""
        print(f"{each['id']:<4}{each['name']}　{about}{each['done']}{target} {each['counter']}")
    status = figures["status"]
    print(
        f"应报 {status['expected']}　已报 {status['filed']}　按时 {status['on_time']}　"
        f"空表 {status['empty']}　未报 {status['missing']}　读取失败 {status['unreadable']}"
    )
    return FINE


def run_check(options: Options) -> int:
    """Say of every file what was read and what is wrong."""
    settings = _settings(options)
    campaign = opening.campaign(settings)
    if settings.google and not options.paths:
        books = list(inspected(opening.now(settings)))
    else:
        with closing(Worker()) as worker:
            books = list(inspect(options.paths or [settings.folder], campaign, worker))
    if options.json:
        read_at = opening.clock(campaign)().isoformat()
        _print_json({"read_at": read_at, "books": [exports.book(*book) for book in books]})
    else:
        for book in books:
            _print_book(book)
    errors = (each.level for book in books for page in book.pages for each in page.problems)
    is_bad = any(book.state == "unreadable" for book in books) or Level.ERROR in errors
    return PROBLEMS if is_bad else FINE


def run_summary(options: Options) -> int:
    """Write a document, the offline board or all units' summaries, as the file's name asks."""
    settings = _settings(options)
    overview = _overview(options)
    document = (
        briefs.unit_summary(overview, options.unit)
        if options.unit
        else printing.document(overview, options.kind, edits=edits.load(settings.state))
    )
    suffix = options.out.suffix.lower()
    data = printing.as_file(suffix, document, overview, None, fonts.load(settings.fonts))
    exports.save(options.out, data)
    print(f"写好 {options.out}")
    return FINE


def run_access(options: Options) -> int:
    """Give out, list, renew or take back codes."""
    commands_access.run(options, _settings(options))
    return FINE


def run_doctor(options: Options) -> int:
    """Say what is set up well, and what to mend."""
    findings = list(doctor.examine(_settings(options)))
    for finding in findings:
        print(f"{'好' if finding.is_fine else '要改'}　{finding.text}")
    return FINE if all(finding.is_fine for finding in findings) else PROBLEMS


def _settings(options: Options) -> Settings:
    settings = places.read(os.environ, places.secrets(), options.folder)
    return replace(settings, campaign=options.campaign) if options.campaign else settings


def _overview(options: Options) -> Overview:
    settings = _settings(options)
    asked = getattr(options, "snapshot", None)
    read = opening.frozen(settings, asked) if asked else opening.now(settings)
    return overviews.of(read)


def _print_json(content: exports.Json) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _print_book(book: Inspected) -> None:
    print(
        f"{book.file}　{book.unit or '—'}　{STATES[book.state]}",
        f"：{book.reason}" if book.reason else "",
        sep="",
    )
    for page in book.pages:
        what = f"{page.ledger}，{len(page.entries)}条" if page.ledger else f"未计入：{page.reason}"
        print(f"  「{page.sheet.name}」{what}")
        for problem in page.problems:
            print(f"    {problem.level}　{problem}")
