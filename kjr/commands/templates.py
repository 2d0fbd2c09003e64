"""``python -m kjr templates``: blank workbooks, or blank sheets at Google."""

from __future__ import annotations

from kjr import opening, template
from kjr.campaign import Campaign
from kjr.commands.asked import FINE, Options, add_campaign, add_folder, settings_of
from kjr.errors import KjrError
from kjr.store.google_place import Access
from kjr.usage import Parser


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
    campaign = opening.campaign(settings)
    if settings.google:
        _prepare(settings.google, campaign, options.unit)
    else:
        written = template.write_blanks(campaign, settings.folder, options.unit)
        print(f"写好 {len(written)} 本空白工作簿，在 {settings.folder}；已有的没有动。")
    return FINE


def _prepare(google: Access, campaign: Campaign, unit: str | None) -> None:
    from kjr import blanks

    store = opening.google(google, campaign)
    for told in blanks.prepare_all(store, campaign, unit):
        print(told, flush=True)
