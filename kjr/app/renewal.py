"""A new campaign on the disk: its folder and blank workbooks, whole or not at all."""

import datetime as dt
import io
import secrets
import shutil
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kjr.app.kept_campaign import ask_folder, change_folder, read_folder
from kjr.app.settings import CAMPAIGN, OTHERS, Settings
from kjr.campaign.mistakes import FILE, INDICATORS, LEDGERS, WORDING
from kjr.campaign.model import Campaign, Unit
from kjr.campaign.renewal.answers import list_hard_targets
from kjr.campaign.renewal.renewing import Renewal
from kjr.campaign.units_file import ROSTER
from kjr.documents.blank_books.blank_workbook import build_blank_book
from kjr.errors import KjrError
from kjr.store.files import NOT_WRITTEN, save_output
from kjr.store.folder.patience import Attempt

PLAN, BOOKS = "campaign", "台账"
"""Inside the new folder: the campaign's files, and a blank workbook for each unit."""
Build = Callable[[Campaign, Unit], bytes]
DRAFT: Final = ".kjr-{}.tmp"
UNANSWERED: Final = (
    "文件夹所在的网络盘等了 {:.0f} 秒没有回应，不知道是否写好；请等它恢复以后看新文件夹在不在"
)
THERE: Final = "{} 已经有了，没有动它；请换一个名字"


def list_starts(settings: Settings) -> dict[str, Path]:
    """The campaigns to start from: the one in force, those made here, those that come along.

    While a share does not answer, only the last; they lie on this machine.
    """
    made = find_new_place(settings).glob(f"*/{PLAN}/{FILE}")
    along = [path for path in (CAMPAIGN, *sorted(OTHERS.iterdir())) if (path / FILE).exists()]

    def list_all() -> dict[str, Path]:
        found = [("现在用的", settings.plan)]
        found += [("做好的", path.parent) for path in sorted(made)]
        return _name_starts(found + ours)

    ours = [("自带的", path) for path in along]
    return ask_folder(list_all, None) or _name_starts(ours)


def _name_starts(found: list[tuple[str, Path]]) -> dict[str, Path]:
    known = {path.resolve(): (whose, path) for whose, path in reversed(found)}
    return {f"{whose}：{_name_plan(path)}": path for whose, path in reversed(known.values())}


def suggest_year(start: Campaign) -> int:
    """The year after the plan's, but none that is past by now."""
    return max(start.year + 1, dt.datetime.now(ZoneInfo(start.timezone)).year)


def _name_plan(folder: Path) -> str:
    """Whose it is, and of which year; the folder's name if nobody can read it."""
    try:
        said = tomllib.loads((folder / FILE).read_text("utf-8-sig"))
    except (OSError, ValueError):
        return folder.name
    return f"{said.get('city')}{said.get('year')}年{said.get('title')}"


def find_new_place(settings: Settings) -> Path:
    """Where new campaigns go: beside the folder of workbooks."""
    folder = settings.folder.absolute()
    return ask_folder(folder.resolve, folder).parent


def write_renewal(renewal: Renewal, folder: Path, build: Build = build_blank_book) -> None:
    """The campaign and the blank workbooks in a new folder; KjrError if it is there already.

    ``build`` makes each workbook, in another process where people wait for this one.
    NoAnswerError where its share does not answer.
    """
    change_folder(partial(_write, renewal, folder, build), UNANSWERED)


def _write(renewal: Renewal, folder: Path, build: Build, attempt: Attempt) -> None:
    draft = folder.with_name(DRAFT.format(secrets.token_hex(4)))
    try:
        is_there = folder.exists()
        if not is_there:
            _write_draft(renewal, draft, build, attempt)
            draft.rename(folder)
    except (OSError, KjrError) as error:  # a file's own sentence would name the draft
        raise KjrError(NOT_WRITTEN.format(folder)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if is_there:
        raise KjrError(THERE.format(folder))


def _write_draft(renewal: Renewal, draft: Path, build: Build, attempt: Attempt) -> None:
    for name, text in renewal.texts.items():
        encoding = "utf-8-sig" if name == ROSTER else "utf-8"
        save_output(draft / PLAN / name, text.encode(encoding), makes_folder=True)
        attempt.tell_alive()
    for unit in renewal.campaign.units:
        with attempt.own_work():
            blank = build(renewal.campaign, unit)
        save_output(draft / BOOKS / f"{unit.name}.xlsx", blank, makes_folder=True)


def describe_files(renewal: Renewal) -> Iterator[tuple[str, str]]:
    """Each part of the folder and what stands in it."""
    plan = renewal.campaign
    targets = len(dict(list_hard_targets(plan)))
    yield f"{PLAN}/{FILE}", f"名称、日期、{len(plan.districts)} 个地方、{targets} 项目标"
    ledgers = "、".join(ledger.name for ledger in plan.ledgers)
    yield f"{PLAN}/{LEDGERS}/", f"{len(plan.ledgers)} 本台账：{ledgers}"
    yield f"{PLAN}/{INDICATORS}", f"{len(plan.indicators)} 个指标怎样数"
    yield f"{PLAN}/{WORDING}", f"催报、汇报的句子，总结的 {len(plan.parts)} 个部分"
    yield f"{PLAN}/{ROSTER}", f"{len(plan.units)} 家单位，应报 {len(plan.expected)} 家"
    yield f"{BOOKS}/", f"{len(plan.units)} 本空白工作簿"


def describe_settings(folder: Path) -> Iterator[tuple[str, Path]]:
    """The two settings by which the new campaign is shown."""
    yield "KJR_CAMPAIGN", folder / PLAN
    yield "KJR_FOLDER", folder / BOOKS


def pack_books(folder: Path) -> bytes:
    """The blank workbooks in one file, to be sent out; NoAnswerError if nothing answers."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for path in read_folder(folder, lambda: sorted((folder / BOOKS).iterdir())):
            package.writestr(path.name, read_folder(folder, path.read_bytes))
    return data.getvalue()
