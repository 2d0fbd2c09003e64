"""二、组织保障: what the plan's section 五 asks for, each with its data or one 【待补】."""

from collections.abc import Iterator

from kjr.documents.blocks import Block, Heading, Paragraph
from kjr.documents.phrases import drop_zero_clauses
from kjr.documents.summary.figure_phrases import collect_figures
from kjr.figures.overview import Overview

LEADERSHIP, MEDIA = "组织领导与统筹衔接", "宣传氛围"
PLANS, ASSESSMENT = "工作方案与务实节俭", "总结评估"
THRIFT = "务实节俭"


def compose_requirements(overview: Overview) -> Iterator[Block]:
    """Leadership, publicity, plans and thrift, assessment; a vow waits for a clerk's word."""
    said = overview.campaign.wording
    yield Heading(1, "二、组织保障")
    yield Heading(2, f"（一）{LEADERSHIP}")
    yield compose_figure_paragraph(overview, LEADERSHIP, said.get("summary_leadership", ""))
    yield Heading(2, f"（二）{MEDIA}")
    yield compose_figure_paragraph(overview, MEDIA, said.get("summary_media", ""))
    yield Heading(2, f"（三）{PLANS}")
    yield compose_figure_paragraph(overview, PLANS, said.get("summary_plans", ""))
    yield Paragraph(f"【待核：{said['summary_thrift']}】", key=THRIFT)
    yield Heading(2, f"（四）{ASSESSMENT}")
    filing = said["summary_filing"] if overview.filing.filed else ""
    yield Paragraph(filing or f"【待补：{ASSESSMENT}】", key=ASSESSMENT)


def compose_figure_paragraph(overview: Overview, subject: str, sentence: str) -> Paragraph:
    """The sentence as far as its figures go; a placeholder if there are none."""
    text = drop_zero_clauses(sentence, collect_figures(overview))
    return Paragraph(text or f"【待补：{subject}还没有计入的数据】", key=subject)
