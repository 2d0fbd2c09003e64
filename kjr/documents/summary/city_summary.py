"""The summary (活动总结) as blocks, true to the overview's last figure.

Its parts stand one below the other in the order they are read.  Paragraphs that have a key name
their figures in braces; they are filled in last, after a clerk's edits.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kjr.documents import phrases
from kjr.documents.blocks import Block, Document, Heading, Letterhead, Paragraph, Picture, Signature
from kjr.documents.summary import achievements, figure_phrases, gaps, quotes, requirements
from kjr.documents.summary.annexes import compose_annexes
from kjr.documents.summary.rewording import Edits, apply_rewordings
from kjr.figures.overview import Overview
from kjr.values import wording

LONGEST = 3000
"""字 of the body, by the notices of comparable campaigns; examples are left out to keep to it."""
WORD = re.compile(r"[A-Za-z0-9.%/:+-]+|\S")


def compose_summary(
    overview: Overview,
    edits: Edits | None = None,
    letterhead: Letterhead | None = None,
    pictures: Sequence[Picture] = (),
) -> Document:
    """The whole summary, as it will be printed."""
    names = _names(overview)
    plan = apply_rewordings(_fitting(overview, names), edits or {})
    return replace(
        _filled(plan, names),
        annexes=compose_annexes(overview, pictures),
        letterhead=letterhead or Letterhead(),
    )


def draft_summary(overview: Overview) -> Document:
    """The summary's body with its figures named in braces, for rewriting."""
    return _fitting(overview, _names(overview))


def count_words(document: Document) -> int:
    """The body's length in 字: every Chinese character and mark is one, so is a number."""
    texts = (block.text for block in document.body if isinstance(block, Heading | Paragraph))
    return sum(len(WORD.findall(text)) for text in texts)


def _names(overview: Overview) -> phrases.Phrases:
    """Every name the summary's paragraphs may use, with what it stands for now."""
    return {
        **phrases.collect_phrases(overview),
        **figure_phrases.collect_option_phrases(overview),
        **gaps.collect_shortcoming_phrases(overview),
        **quotes.collect_advice_phrases(overview),
    }


def _fitting(overview: Overview, names: phrases.Phrases) -> Document:
    """The draft with as many examples as its length allows, the same number in every part."""
    for most in range(len(overview.campaign.districts), 0, -1):
        plan = _draft(overview, names, most)
        if count_words(_filled(plan, names)) <= LONGEST:
            return plan
    return _draft(overview, names, 0)


def _draft(overview: Overview, names: phrases.Phrases, most: int) -> Document:
    campaign = overview.campaign
    body: list[Block] = [
        *achievements.compose_opening(overview),
        *requirements.compose_requirements(overview),
        *achievements.compose_main_work(overview, most),
        *achievements.compose_achievements(overview),
        *quotes.compose_experience(overview),
        *gaps.compose_shortcomings(overview, names),
        *quotes.compose_advice(overview),
        Signature(campaign.host, wording.format_full_day(overview.today)),
    ]
    title = phrases.complete_sentence(campaign.wording["summary_title"], names)
    return Document(
        title,
        phrases.complete_sentence(campaign.wording["summary_addressee"], names),
        body,
        author=campaign.office,
        subject=title,
    )


def _filled(document: Document, names: phrases.Phrases) -> Document:
    body = [
        replace(block, text=phrases.replace_names(block.text, names))
        if isinstance(block, Paragraph) and block.key
        else block
        for block in document.body
    ]
    return replace(document, body=body)
