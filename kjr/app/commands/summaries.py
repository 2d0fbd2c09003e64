"""``python -m kjr summary``: write a document, the offline board or all units' summaries."""

from dataclasses import replace
from pathlib import Path

from kjr.app import wiring
from kjr.app.commands.parsing.options import (
    FINE,
    Arguments,
    Options,
    build_command_overview,
    read_command_settings,
    warn_without_memory,
)
from kjr.app.settings import Settings
from kjr.documents import printing
from kjr.documents.paper import fonts
from kjr.documents.summary.unit_report import compose_unit_summary
from kjr.figures.moments.frozen import freeze_snapshot
from kjr.figures.overview import Overview
from kjr.state.clerk_texts import load_standing_texts
from kjr.state.journal import Journal
from kjr.state.photographs import list_photographs
from kjr.store.files import save_output

WORDS = "生成总结、简报、通报、离线看板或各单位总结"
ARGUMENTS: Arguments = {
    "--out": {
        "type": Path,
        "required": True,
        "metavar": "文件",
        "help": "以 .pdf .docx .html（离线看板）或 .zip（各单位总结）结尾",
    },
    "--unit": {},
    "--kind": {
        "default": printing.KINDS[0],
        "metavar": "名称",
        "help": "、".join(printing.KINDS),
    },
    "--folder": {},
    "--snapshot": {},
    "--campaign": {},
}


def run(options: Options) -> int:
    """Write the file its name asks for."""
    settings = read_command_settings(options)
    suffix = options.out.suffix.lower()
    overview = build_command_overview(options)
    is_comparing = printing.is_comparing(options.kind, suffix)
    changes = wiring.compare_with_day_before(settings, overview) if is_comparing else None
    overview = _freeze(overview, settings)
    if options.unit:
        document = compose_unit_summary(overview, options.unit)
    else:
        document = printing.compose_document(
            overview,
            options.kind,
            changes,
            edits=overview.snapshot.rewordings,
            pictures=printing.load_pictures(settings.database, overview.snapshot),
            acts=Journal(settings.database, overview.campaign.unit_names).acts(),
        )
    own = fonts.load_fonts(settings.fonts)
    printed = printing.render_file(suffix, document, overview, changes, own)
    save_output(options.out, printed.data)
    print(f"写好 {options.out}")
    if printed.replaced:
        print(printing.phrase_replaced(printed.replaced))
    warn_without_memory(options)
    return FINE


def _freeze(overview: Overview, settings: Settings) -> Overview:
    """The figures under the number that is printed; those of a frozen moment have theirs."""
    if overview.snapshot.id:
        return overview
    texts = load_standing_texts(settings.database)
    photographs = list_photographs(settings.database)
    name = freeze_snapshot(overview.snapshot, settings.database, texts)
    frozen = replace(overview.snapshot, id=name, rewordings=texts, photographs=photographs)
    return replace(overview, snapshot=frozen)
