"""``python -m kjr figures``: print the indicators, and where ledgers and reports stand."""

from collections.abc import Iterator

from kjr.app.commands.parsing.options import (
    FINE,
    Arguments,
    Options,
    build_command_overview,
    print_json,
    warn_without_memory,
)
from kjr.documents.exports import Json, export_figures
from kjr.documents.phrases import phrase_unread
from kjr.figures.derivation import explain_alike, phrase_open_pairs
from kjr.figures.overview import Overview
from kjr.figures.pace import Signal
from kjr.figures.standings.filing_status import FilingState
from kjr.figures.sums.line import Line
from kjr.values.wording import format_figure, format_moment

WORDS = "打印指标、台账填报和总结报送"
ARGUMENTS: Arguments = {key: {} for key in ("--json", "--folder", "--snapshot", "--campaign")}


def run(options: Options) -> int:
    """Print them, as text or as JSON."""
    overview = build_command_overview(options)
    figures = export_figures(overview)
    if options.json:
        print_json(figures)
    else:
        taken = format_moment(overview.snapshot.taken, overview.campaign.year)
        print(f"数据截至 {taken}")
        _print_lines(overview)
        for label, made in explain_alike(overview, overview.main_lines).items():
            print(f"{label}：{made}")
        _print_standings(figures["filling"], figures["status"], figures["misdated"])
    warn_without_memory(options)
    return FINE


def _print_lines(overview: Overview) -> None:
    """Each indicator's own figure, and what else the plan itself has a target for."""
    for line in overview.lines:
        if line.is_main or line.measure.hard:
            number = line.indicator.id if line.is_main else ""
            said = "　".join(filter(None, (line.measure.name, *_tell_line(overview, line))))
            print(f"{number:<4}{said}")


def _tell_line(overview: Overview, line: Line) -> Iterator[str]:
    measure = line.measure
    yield format_figure(line.done, measure.counter, target=line.target)
    if line.planned:
        word = overview.campaign.ledger(measure.ledger).ahead_word
        yield f"{word} {format_figure(line.planned, measure.counter)}"
    yield phrase_open_pairs(overview, line)
    yield phrase_unread(line)
    if line.is_doubtful:
        yield f"是否达标{Signal.DOUBTFUL}"


def _print_standings(filling: Json, status: Json, wrong: int) -> None:
    if wrong:
        print(f"另有 {wrong} 条的日期看起来写错，没有计入")
    print(
        f"台账　应报 {filling['expected']}　已填报 {filling['filled']}　零报告 {filling['nil']}　"
        f"空表 {filling['empty']}　未填报 {filling['not_begun']}　读取失败 {filling['unreadable']}"
    )
    if filling["stale"]:
        print(f"其中沿用上次读到的 {filling['stale']} 家，工作簿现在读不了或不在了")
    print(
        f"总结　应报 {status['expected']}　已报 {status['filed']}　按时 {status['on_time']}　"
        f"迟报 {status['late']}　未报 {status['missing']}　读取失败 {status['unreadable']}"
        + (f"　{FilingState.AHEAD} {status['ahead']}" if status["ahead"] else "")
        + (f"　{FilingState.UNKNOWN} {status['unknown']}" if status["unknown"] else "")
    )
