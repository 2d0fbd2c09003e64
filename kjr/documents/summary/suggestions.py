"""六、意见建议 and 七、下一步打算."""

from collections.abc import Iterator

from kjr.campaign.model import Ledger
from kjr.documents.blocks import Block, Heading, Paragraph
from kjr.documents.phrases import name_line
from kjr.documents.summary.quotes import compose_placeholder, find_passages
from kjr.figures import subjects
from kjr.figures.lines import Line
from kjr.figures.overview import Overview

ADVICE = "四（三）2"
"""Where the plan asks for 意见建议."""
MOST = 3


def compose_advice(overview: Overview) -> Iterator[Block]:
    """六、意见建议: how many, on what, and how many were answered."""
    yield Heading(1, "六、意见建议")
    line = find_plain_count(overview, ADVICE)
    if line and line.done:
        text = f"活动中共收集意见建议{{{name_line(line)}}}，主要集中在{{意见类别}}；{{意见答复}}。"
        yield Paragraph(text, key="意见建议")
    else:
        yield Paragraph(
            compose_placeholder("意见建议", find_passages(overview, "意见建议")), key="意见建议"
        )
    yield Heading(1, "七、下一步打算")
    yield Paragraph(
        compose_placeholder("下一步打算", find_passages(overview, "下一步打算")), key="下一步打算"
    )


def collect_advice_phrases(overview: Overview) -> dict[str, str]:
    """The most frequent kinds of advice, and how much of it was answered."""
    line = find_plain_count(overview, ADVICE)
    if line is None:
        return {"意见类别": "", "意见答复": ""}
    ledger = overview.campaign.ledger(line.measure.ledger)
    return {
        "意见类别": _kinds(overview, ledger, line),
        "意见答复": _answers(overview, ledger, line) if ledger.stage else "",
    }


def find_plain_count(overview: Overview, section: str) -> Line | None:
    """The figure without a target that counts the ledger of a section of the plan."""
    return next(
        (
            line
            for line in overview.main_lines
            if line.target is None
            and overview.campaign.ledger(line.measure.ledger).section == section
        ),
        None,
    )


def _kinds(overview: Overview, ledger: Ledger, line: Line) -> str:
    found = subjects.count_by_option(overview, ledger, ledger.sides[0]) if ledger.sides else {}
    most = sorted(found.items(), key=lambda each: -each[1])[:MOST]
    return "、".join(f"{kind}（{n}{line.measure.counter}）" for kind, n in most if n)


def _answers(overview: Overview, ledger: Ledger, line: Line) -> str:
    answered, due = subjects.count_answered_entries(overview, ledger)
    counter = line.measure.counter
    return f"应答复{due}{counter}，已答复{answered}{counter}" if due else ""
