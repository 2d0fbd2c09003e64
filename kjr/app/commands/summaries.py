"""``python -m kjr summary``: write a document, the offline board or all units' summaries."""

from __future__ import annotations

from pathlib import Path

from kjr.app.commands.options import (
    FINE,
    Options,
    add_campaign,
    add_folder,
    add_snapshot,
    overview_of,
    settings_of,
)
from kjr.app.commands.usage import Parser
from kjr.documents import briefs, exports, printing
from kjr.documents.paper import fonts
from kjr.documents.summary import rewording


def add_arguments(command: Parser) -> None:
    """What can be said after ``summary``."""
    endings = "以 .pdf .docx .html（离线看板）或 .zip（各单位总结）结尾"
    command.add_argument("--out", type=Path, required=True, metavar="文件", help=endings)
    command.add_argument("--unit", metavar="单位", help="只要一家单位的")
    kinds = printing.KINDS
    command.add_argument("--kind", default=kinds[0], metavar="名称", help="、".join(kinds))
    add_folder(command)
    add_snapshot(command)
    add_campaign(command)


def run(options: Options) -> int:
    """Write the file its name asks for."""
    settings = settings_of(options)
    overview = overview_of(options)
    if options.unit:
        document = briefs.unit_summary(overview, options.unit)
    else:
        document = printing.document(overview, options.kind, edits=rewording.load(settings.state))
    suffix = options.out.suffix.lower()
    data = printing.as_file(suffix, document, overview, None, fonts.load(settings.fonts))
    exports.save(options.out, data)
    print(f"写好 {options.out}")
    return FINE
