"""``python -m kjr state``: what is remembered here, whether it is whole, and a copy of it.

It is moved to another database and written out as a table as well; of a person it is purged.
"""

import datetime as dt
import getpass
import os
import sys
from pathlib import Path

from kjr.access.rights import HERE
from kjr.app.commands.parsing.options import (
    FINE,
    PROBLEMS,
    Arguments,
    Options,
    read_command_settings,
)
from kjr.app.records.journal_table import build_journal_table
from kjr.app.records.purging import find_person, list_purged, list_staying, purge_person
from kjr.app.records.watch import list_record_faults
from kjr.app.settings import Settings, read_secrets, read_settings
from kjr.app.wiring import open_campaign
from kjr.documents.exports import render_xlsx
from kjr.state.acts import ACCESS, EDITS
from kjr.state.engine.backup import back_up_state
from kjr.state.engine.database import open_database
from kjr.state.engine.moving import copy_state_files, move_database
from kjr.state.heads import Head, find_head, holds_head
from kjr.state.journal import Journal
from kjr.store.files import save_output

WORDS = "kjr 自己记着的：有什么、完不完整，备份、搬家、导出"
ARGUMENTS: Arguments = {
    "--backup": {
        "type": Path,
        "metavar": "文件夹",
        "help": "抄一份到这个还没有的文件夹；kjr 运行着也可以抄",
    },
    "--to": {
        "metavar": "地址",
        "help": "搬到这个还没有记录的文件夹或 PostgreSQL 地址，搬完核对；请先停下 kjr，原来的不动",
    },
    "--journal": {
        "type": Path,
        "metavar": "文件.xlsx",
        "help": "导出操作记录和登录记录，一格一行；里面有姓名",
    },
    "--holds": {
        "metavar": "记号",
        "help": "以前抄下的（或系统日志里的）记号，像 edits:41:9f3ac0de12345678，那一条还在不在",
    },
    "--purge": {
        "nargs": "+",
        "metavar": "姓名或号码",
        "default": [],
        "help": "列出哪里有这个人的姓名、电话、证件号，什么也不动；- 从标准输入读，一行一个",
    },
    "--sure": {"action": "store_true", "help": "--purge 列出的真的清除，换成 ×××，不能恢复"},
}
NAMES = {EDITS: "操作记录", ACCESS: "登录记录"}
ELSEWHERE = "数据库在 PostgreSQL 上，不在这份备份里，请用 pg_dump 备份"


def run(options: Options) -> int:
    """Tell what there is and what is wrong with it; copy it where that was asked."""
    settings = read_command_settings(options)
    database = open_database(settings.database)
    print(f"数据库：{database.name}")
    faults = _tell_journals(settings)
    if options.holds:
        head = Head.parse(options.holds)
        is_there = holds_head(settings.database, head)
        print(f"记号 {head}：还在，它和以前的都没有动过" if is_there else head.gap)
        faults += [] if is_there else [head.gap]
    if options.backup:
        back_up_state(database, settings.state, options.backup)
        print(f"已备份到 {options.backup}" + ("" if database.folder else f"；{ELSEWHERE}"))
    if options.journal:
        _export(settings, options.journal)
    if options.purge:
        faults += _purge(settings, options)
    if options.to:
        faults += _move(settings, options)
    return PROBLEMS if faults else FINE


def _purge(settings: Settings, options: Options) -> list[str]:
    """Tell where something leads to a person, and purge it where that was said."""
    lines = [line for each in options.purge for line in (sys.stdin if each == "-" else [each])]
    data = [line.strip() for line in lines if line.strip()]
    finds = find_person(settings.database, settings.state, open_campaign(settings), data)
    purged = [*list_purged(finds)]
    faults = []
    if options.sure and purged:
        who, now = f"{HERE.name} {getpass.getuser()}", dt.datetime.now(dt.UTC)
        faults = purge_person(settings.database, finds, data, who, now)
        print("已清除，记在操作记录和登录记录里；开着的 kjr 请重启一次")
    else:
        print("会清除：" if purged else "这里没有。")
    print("".join(f"　{each}\n" for each in (*purged, *faults)), end="")
    print("不会清除，请自己看：", *list_staying(finds), sep="\n　")
    if purged and not options.sure:
        print("现在什么也没有动；要清除（不能恢复），同样的命令后面加 --sure")
    return faults


def _move(settings: Settings, options: Options) -> list[str]:
    """Put all of it elsewhere, and tell whether it is whole there."""
    there = {**os.environ, "KJR_STATE": options.to}
    other = read_settings(there, read_secrets(), options.folder)
    number = move_database(open_database(settings.database), open_database(other.database))
    copy_state_files(settings.state, other.state)
    print(f"已搬到 {open_database(other.database).name}：{number} 条，和原来的核对过")
    print("以后启动把 KJR_STATE 设成它；原来的没有动，那边用稳了可以删")
    return _tell_journals(other)


def _export(settings: Settings, file: Path) -> None:
    journals = {
        name: Journal(settings.database, record=record).acts() for record, name in NAMES.items()
    }
    table = build_journal_table(journals)
    save_output(file, render_xlsx(table, NAMES[EDITS]))
    print(f"写好 {file}：{len(table)} 行")


def _tell_journals(settings: Settings) -> list[str]:
    return [fault for record in NAMES for fault in _tell_journal(settings, record)]


def _tell_journal(settings: Settings, record: str) -> tuple[str, ...]:
    journal = Journal(settings.database, record=record)
    acts = journal.acts()
    faults = list_record_faults(settings.database, settings.state, journal)
    head = find_head(settings.database, record)
    last = f"，最后一条 {acts[-1].moment:%Y-%m-%d %H:%M}（记号 {head}）" if acts else ""
    print(f"{NAMES[record]}：{len(acts)} 条{last}，" + ("；".join(faults) or "完整"))
    return faults
