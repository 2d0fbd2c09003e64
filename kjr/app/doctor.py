"""What is set up well on this machine, and what to mend before others rely on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kjr.access import exposure
from kjr.access.exposure import Finding
from kjr.app import wiring
from kjr.app.settings import Settings
from kjr.campaign import unit_names
from kjr.campaign.model import Campaign
from kjr.documents.paper import fonts
from kjr.errors import KjrError
from kjr.store.google.address import Access


def examine(settings: Settings) -> Iterator[Finding]:
    """Walk from the campaign to the workbooks, the fonts and who can reach the screens."""
    try:
        campaign = wiring.campaign(settings)
    except KjrError as mistakes:
        yield Finding(False, f"活动文件：{mistakes}")
        return
    yield Finding(
        True, f"活动：{campaign.year}年{campaign.title}，应报 {len(campaign.expected)} 家"
    )
    if settings.google:
        yield from _at_google(settings.google, campaign)
    else:
        yield from _in_folder(settings, campaign)
    yield from _places(settings)
    yield from _fonts(settings)
    yield from exposure.examine(settings, os.environ, exposure.config())


def _in_folder(settings: Settings, campaign: Campaign) -> Iterator[Finding]:
    try:
        listing = wiring.store(settings, campaign).versions()
    except KjrError as outage:
        yield Finding(False, f"工作簿：{outage}")
        return
    yield Finding(True, f"工作簿：{settings.folder} 里有 {len(listing.books)} 家单位的")
    for stray in listing.strays:
        yield Finding(False, f"没有计入的文件 {stray.file}：{stray.reason}")


def _at_google(access: Access, campaign: Campaign) -> Iterator[Finding]:
    from kjr.documents.blank_books import google_blanks
    from kjr.store.google import account, setup

    try:
        http = account.signed_in(access)
    except KjrError as no_key:
        yield Finding(False, f"登录：{no_key}")
        return
    http.is_patient = False
    forms = google_blanks.forms(campaign, campaign.units[0])
    resolve = unit_names.resolver(campaign.units)
    for step in setup.examine(http, access.folder, resolve, forms):
        yield Finding(*step)


def _places(settings: Settings) -> Iterator[Finding]:
    places = [("工作簿文件夹", settings.folder), ("本机状态文件夹", settings.state)]
    has_folder = settings.folder.exists() and not settings.google
    for what, place in places if has_folder else places[1:]:
        if _is_writable(place):
            yield Finding(True, f"{what} {place} 可以写")
        else:
            yield Finding(False, f"{what} {place} 不能写，请给运行 kjr 的用户写权限")


def _is_writable(place: Path) -> bool:
    nearest = next(each for each in (place, *place.parents) if each.exists())
    return os.access(nearest, os.W_OK)


def _fonts(settings: Settings) -> Iterator[Finding]:
    loaded = fonts.load(settings.fonts)
    used = "、".join(f"{role}用 {faces[0].name}" for role, faces in loaded.faces.items())
    yield Finding(True, f"字体：{used}")
    yield from (Finding(False, f"字体：{note}") for note in loaded.notes)
