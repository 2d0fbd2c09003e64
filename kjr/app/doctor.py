"""What is set up well on this machine, and what to mend before others rely on it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kjr.app import demo, kept_campaign, wiring
from kjr.app.exposure import Finding, examine_exposure, read_streamlit_config
from kjr.app.folder_probe import probe_folder, read_mounts
from kjr.app.message_settings import examine_messages
from kjr.app.records.watch import count_untold, list_record_faults
from kjr.app.settings import Settings
from kjr.campaign import unit_names
from kjr.campaign.checks.learnt_words import find_learnt_misfits
from kjr.campaign.checks.leftovers import find_leftovers
from kjr.campaign.checks.outline_checks import list_untold_indicators
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import CampaignError
from kjr.campaign.mistakes import FILE, Mistake, find_place, tell_mistakes
from kjr.campaign.model import Campaign
from kjr.documents.paper import fonts
from kjr.errors import KjrError
from kjr.state.engine.database import open_database
from kjr.state.journal import Journal
from kjr.state.sharing.examining import is_anybody_looking, list_server_faults
from kjr.store.folder.mounts import find_mount
from kjr.store.folder.patience import NoAnswerError
from kjr.store.google.google_access import GoogleAccess

SHARED_STATE: Final = (
    "本机状态文件夹 {} 在网络盘上：数据库的锁过不了网络，会写坏；请把 KJR_STATE 设成这台机器自己的"
    "文件夹，几台机器要共用就设成 PostgreSQL 的地址"
)
SEEN: Final = "看工作簿：有一个进程在看，共用这个数据库的别的进程跟着显示"
UNSEEN: Final = "看工作簿：现在没有进程在看（没有运行，或者刚刚换人）"


def examine_installation(settings: Settings, before: Path | None = None) -> Iterator[Finding]:
    """Walk from the campaign to the workbooks, the fonts and who can reach the screens.

    ``before`` is the campaign of which nothing should be left in this one; None not to look.
    """
    try:
        plan = kept_campaign.read_campaign(settings.plan)
        campaign = wiring.open_campaign(settings)
    except NoAnswerError as outage:
        yield Finding(False, f"活动 {settings.plan}：{outage}")
        return
    except CampaignError as wrong:
        yield from (Finding(False, f"活动 {settings.plan}：{each}") for each in wrong.mistakes)
        return
    what = f"{plan.year}年{plan.title}，应报 {len(plan.expected)} 家"
    made = "；示例照它生成" if settings.is_example else ""
    yield Finding(True, f"活动：{what}，按 {settings.plan / FILE}{made}")
    yield from examine_plan(plan, before)
    yield from _learnt(campaign)
    if settings.google:
        yield from _at_google(settings.google, campaign)
    elif settings.is_example and not demo.is_example_of(plan, settings.folder):
        yield Finding(True, "示例工作簿：启动时照这套方案生成")
    else:
        yield from _in_folder(settings, campaign)
    yield from _places(settings)
    yield from _remembered(settings)
    yield from examine_messages(settings, campaign)
    yield from _fonts(settings)
    yield from examine_exposure(settings, os.environ, read_streamlit_config())


def examine_plan(plan: Campaign, before: Path | None) -> Iterator[Finding]:
    """What is left to say in a plan that can be read, and what is left of the one before."""
    for untold in list_untold_indicators(plan):
        place = find_place(Mistake(("indicators", untold.id), ""), plan.texts)
        where = f"{untold.id} {untold.name}（{untold.section}）"
        yield Finding(False, f"{place}：总结没有一部分说到指标 {where}，请在 wording.toml 里加上")
    if before:
        left = list(find_leftovers(plan, kept_campaign.read_campaign(before)))
        yield from (Finding(False, f"像是留下来的：{each}") for each in left)
        if not left:
            yield Finding(True, "没有发现别的年份、别的城市留下的内容")


def _learnt(campaign: Campaign) -> Iterator[Finding]:
    """The words the office assigned, and those among them that fit nowhere any more."""
    wrong = list(tell_mistakes(find_learnt_misfits(campaign), campaign.texts))
    if campaign.learnt:
        told = "；".join(f"{word}（{word.who} {word.day:%m-%d}）" for word in campaign.learnt)
        yield Finding(True, f"认定的词 {len(campaign.learnt)} 条，记在 {LEARNT}：{told}")
    yield from (Finding(False, f"认定的词：{each}") for each in wrong)


def _in_folder(settings: Settings, campaign: Campaign) -> Iterator[Finding]:
    try:
        listing = wiring.open_store(settings, campaign).versions()
    except KjrError as outage:
        yield Finding(False, f"工作簿：{outage}")
        return
    yield from probe_folder(settings.folder, read_mounts())
    yield Finding(True, f"工作簿：{settings.folder} 里有 {len(listing.books)} 家单位的")
    for stray in listing.strays:
        yield Finding(False, f"没有计入的文件 {stray.file}：{stray.reason}")


def _at_google(access: GoogleAccess, campaign: Campaign) -> Iterator[Finding]:
    from kjr.documents.blank_books import google_blanks
    from kjr.store.google import account, setup

    try:
        http = account.connect_google(access)
    except KjrError as no_key:
        yield Finding(False, f"登录：{no_key}")
        return
    http.is_patient = False
    forms = google_blanks.build_blank_sheets(campaign, campaign.units[0])
    resolve = unit_names.build_file_resolver(campaign)
    for step in setup.examine_setup(http, access.folder, resolve, forms):
        yield Finding(*step)


def _places(settings: Settings) -> Iterator[Finding]:
    places = [("工作簿文件夹", settings.folder), ("本机状态文件夹", settings.state)]
    has_folder = (
        kept_campaign.ask_folder(settings.folder.exists, otherwise=False) and not settings.google
    )
    for what, place in places if has_folder else places[1:]:  # it has just answered
        nearest = next(each for each in (place, *place.parents) if each.exists())
        if os.access(nearest, os.W_OK):
            yield Finding(True, f"{what} {place} 可以写")
        else:
            yield Finding(False, f"{what} {place} 不能写，请给运行 kjr 的用户写权限")


def _remembered(settings: Settings) -> Iterator[Finding]:
    """The database: whether it answers, is whole, and lies where several programs can lock it."""
    state = settings.state.resolve()
    mount = find_mount(str(state), read_mounts())
    if str(state).startswith("\\\\") or (mount and mount.is_network):
        yield Finding(False, SHARED_STATE.format(state))
    try:
        journal = Journal(settings.database)
        faults = list_record_faults(settings.database, settings.state, journal)
        yield Finding(True, f"数据库：{open_database(settings.database).name}")
        yield from (Finding(False, f"操作记录：{each}") for each in faults)
        yield from (
            Finding(False, f"数据库：{each}") for each in list_server_faults(settings.database)
        )
        yield Finding(True, SEEN if is_anybody_looking(settings.database) else UNSEEN)
        if settings.syslog:
            untold = count_untold(settings.database)
            left = f"，还有 {untold} 条没有送出" if untold else ""
            yield Finding(not untold, f"记录另外送到系统日志{left}")
    except KjrError as error:
        yield Finding(False, f"数据库：{error}")


def _fonts(settings: Settings) -> Iterator[Finding]:
    loaded = fonts.load_fonts(settings.fonts)
    used = "、".join(f"{role}用 {faces[0].name}" for role, faces in loaded.faces.items())
    yield Finding(True, f"字体：{used}")
    yield from (Finding(False, f"字体：{note}") for note in loaded.notes)
