"""``python -m kjr figures``: print the indicators and the reporting status."""

from __future__ import annotations

from kjr.app.commands.options import (
    FINE,
    Options,
    add_campaign,
    add_folder,
    add_json,
    add_snapshot,
    overview_of,
    print_json,
)
from kjr.app.commands.usage import Parser
from kjr.documents import exports
from kjr.documents.exports import Json


def add_arguments(command: Parser) -> None:
    """What can be said after ``figures``."""
    add_json(command)
    add_folder(command)
    add_snapshot(command)
    add_campaign(command)


def run(options: Options) -> int:
    """Print them, as text or as JSON."""
    figures = exports.figures(overview_of(options))
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
