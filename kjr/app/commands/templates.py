"""``python -m kjr templates``: blank workbooks, or blank sheets at Google."""

from kjr.app import wiring
from kjr.app.commands.parsing.options import FINE, Arguments, Options, read_command_settings
from kjr.campaign.model import Campaign
from kjr.documents.blank_books import blank_workbook
from kjr.errors import KjrError
from kjr.store.google.google_access import GoogleAccess

WORDS = "给名册上的单位生成空白工作簿，或给 Google 表格补上空白工作表；不覆盖已有的"
ARGUMENTS: Arguments = {
    "--folder": {"help": "写到哪里，默认是设置里的"},
    "--unit": {"help": "只要一家"},
    "--campaign": {"help": "活动文件夹"},
}


def run(options: Options) -> int:
    """Write what is not there yet; what is there is never overwritten."""
    settings = read_command_settings(options)
    if settings.is_example:
        raise KjrError("请用 --folder 说明写到哪个文件夹，或者先设好 Google（见 docs/google.md）")
    campaign = wiring.open_campaign(settings)
    if settings.google:
        _prepare(settings.google, campaign, options.unit)
    else:
        written = blank_workbook.write_blanks(campaign, settings.folder, options.unit)
        print(f"写好 {len(written)} 本空白工作簿，在 {settings.folder}；已有的没有动。")
    return FINE


def _prepare(google: GoogleAccess, campaign: Campaign, unit: str | None) -> None:
    from kjr.documents.blank_books import google_blanks

    store = wiring.open_google_store(google, campaign)
    for told in google_blanks.prepare_google_blanks(store, campaign, unit):
        print(told, flush=True)
