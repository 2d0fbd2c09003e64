"""``python -m kjr templates``: blank workbooks, or blank sheets at Google."""

from __future__ import annotations

from kjr.app import wiring
from kjr.app.commands.options import FINE, Options, add_campaign, add_folder, settings_of
from kjr.app.commands.usage import Parser
from kjr.campaign.model import Campaign
from kjr.documents.blank_books import blank_workbook
from kjr.errors import KjrError
from kjr.store.google.address import Access


def add_arguments(command: Parser) -> None:
    """What can be said after ``templates``."""
    add_folder(command, "写到哪里，默认是设置里的")
    command.add_argument("--unit", metavar="单位", help="只要一家")
    add_campaign(command, "活动文件夹")


def run(options: Options) -> int:
    """Write what is not there yet; what is there is never overwritten."""
    settings = settings_of(options)
    if settings.is_example:
        raise KjrError("请用 --folder 说明写到哪个文件夹，或者先设好 Google（见 docs/google.md）")
    campaign = wiring.campaign(settings)
    if settings.google:
        _prepare(settings.google, campaign, options.unit)
    else:
        written = blank_workbook.write_blanks(campaign, settings.folder, options.unit)
        print(f"写好 {len(written)} 本空白工作簿，在 {settings.folder}；已有的没有动。")
    return FINE


def _prepare(google: Access, campaign: Campaign, unit: str | None) -> None:
    from kjr.documents.blank_books import google_blanks

    store = wiring.google(google, campaign)
    for told in google_blanks.prepare_all(store, campaign, unit):
        print(told, flush=True)
