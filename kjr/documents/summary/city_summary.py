"""The summary (活动总结) as blocks, true to the overview's last figure.

Its parts stand one below the other in the order they are read.  Paragraphs that have a key name
their figures in braces; they are filled in last, after a clerk's edits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kjr.documents import phrases
from kjr.documents.blocks import Block, Document, Heading, Letterhead, Paragraph, Picture, Signature
from kjr.documents.phrases import Phrases, filled, said
from kjr.documents.summary.annexes import attached, stamp
from kjr.documents.summary.gaps import named as gap_names
from kjr.documents.summary.gaps import problems
from kjr.documents.summary.introduction import opening
from kjr.documents.summary.main_work import main_work
from kjr.documents.summary.quotes import Passage, experience, passages
from kjr.documents.summary.results import achievements
from kjr.documents.summary.results import named as goal_names
from kjr.documents.summary.rewording import Edits, apply
from kjr.documents.summary.suggestions import advice
from kjr.documents.summary.suggestions import named as advice_names
from kjr.figures.overview import Overview
from kjr.values import wording

__all__ = ["Passage", "document", "draft", "named", "passages", "words"]

LONGEST = 3000
"""字 of the body, by the notices of comparable campaigns; examples are left out to keep to it."""
WORD = re.compile(r"[A-Za-z0-9.%/:+-]+|\S")


def document(
    overview: Overview,
    edits: Edits | None = None,
    letterhead: Letterhead | None = None,
    pictures: Sequence[Picture] = (),
) -> Document:
    """The whole summary, as it will be printed."""
    names = named(overview)
    plan = apply(_fitting(overview, names), edits or {})
    return replace(
        _filled(plan, names),
        annexes=attached(overview, pictures),
        letterhead=letterhead or Letterhead(),
    )


def draft(overview: Overview) -> Document:
    """The summary's body with its figures named in braces, for rewriting."""
    return _fitting(overview, named(overview))


def named(overview: Overview) -> dict[str, str]:
    """Every name the summary's paragraphs may use, with what it stands for now."""
    return {
        **phrases.of(overview),
        **goal_names(overview),
        **gap_names(overview),
        **advice_names(overview),
    }


def words(document: Document) -> int:
    """The body's length in 字: every Chinese character and mark is one, so is a number."""
    texts = (block.text for block in document.body if isinstance(block, Heading | Paragraph))
    return sum(len(WORD.findall(text)) for text in texts)


def _fitting(overview: Overview, names: Phrases) -> Document:
    """The draft with as many examples as its length allows, the same number in every part."""
    for most in range(len(overview.campaign.districts), 0, -1):
        plan = _draft(overview, names, most)
        if words(_filled(plan, names)) <= LONGEST:
            return plan
    return _draft(overview, names, 0)


def _draft(overview: Overview, names: Phrases, most: int) -> Document:
    campaign = overview.campaign
    body: list[Block] = [
        *opening(overview),
        *main_work(overview, most),
        *achievements(overview),
        *experience(overview),
        *problems(overview, names),
        *advice(overview),
        Signature(campaign.host, wording.full_day(overview.today)),
    ]
    title = said(campaign.wording["summary_title"], names)
    return Document(
        title,
        said(campaign.wording["summary_addressee"], names),
        body,
        footer=stamp(overview),
        author=campaign.office,
        subject=title,
    )


def _filled(document: Document, names: Phrases) -> Document:
    body = [
        replace(block, text=filled(block.text, names))
        if isinstance(block, Paragraph) and block.key
        else block
        for block in document.body
    ]
    return replace(document, body=body)
