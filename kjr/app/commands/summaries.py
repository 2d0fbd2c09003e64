"""``python -m kjr summary``: write a document, the offline board or all units' summaries."""

from pathlib import Path

from kjr.app.commands.options import (
    FINE,
    Options,
    add_campaign_option,
    add_folder_option,
    add_snapshot_option,
    build_command_overview,
    read_command_settings,
)
from kjr.app.commands.usage import CommandParser
from kjr.documents import exports, printing
from kjr.documents.paper import fonts
from kjr.documents.summary import rewording
from kjr.documents.summary.unit_report import compose_unit_summary


def add_arguments(command: CommandParser) -> None:
    """What can be said after ``summary``."""
    endings = "以 .pdf .docx .html（离线看板）或 .zip（各单位总结）结尾"
    command.add_argument("--out", type=Path, required=True, metavar="文件", help=endings)
    command.add_argument("--unit", metavar="单位", help="只要一家单位的")
    kinds = printing.KINDS
    command.add_argument("--kind", default=kinds[0], metavar="名称", help="、".join(kinds))
    add_folder_option(command)
    add_snapshot_option(command)
    add_campaign_option(command)


def run(options: Options) -> int:
    """Write the file its name asks for."""
    settings = read_command_settings(options)
    overview = build_command_overview(options)
    if options.unit:
        document = compose_unit_summary(overview, options.unit)
    else:
        document = printing.compose_document(
            overview, options.kind, edits=rewording.load_rewordings(settings.state)
        )
    suffix = options.out.suffix.lower()
    data = printing.render_file(suffix, document, overview, None, fonts.load_fonts(settings.fonts))
    exports.save_output(options.out, data)
    print(f"写好 {options.out}")
    return FINE
