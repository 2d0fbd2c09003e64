"""``python -m kjr figures``: print the indicators and the reporting status."""

from kjr.app.commands.options import FINE, Arguments, Options, build_command_overview, print_json
from kjr.documents.exports import Json, export_figures

WORDS = "打印指标和报送状态"
ARGUMENTS: Arguments = {key: {} for key in ("--json", "--folder", "--snapshot", "--campaign")}


def run(options: Options) -> int:
    """Print them, as text or as JSON."""
    figures = export_figures(build_command_overview(options))
    if options.json:
        print_json(figures)
    else:
        _print_indicators(figures["indicators"])
        _print_status(figures["status"])
    return FINE


def _print_indicators(indicators: list[Json]) -> None:
    for each in indicators:
        target = f" / {each['target']}" if each["target"] is not None else ""
        about = "约" if each["about"] else ""
        print(f"{each['id']:<4}{each['name']}　{about}{each['done']}{target} {each['counter']}")


def _print_status(status: Json) -> None:
    print(
        f"应报 {status['expected']}　已报 {status['filed']}　按时 {status['on_time']}　"
        f"空表 {status['empty']}　未报 {status['missing']}　读取失败 {status['unreadable']}"
    )
