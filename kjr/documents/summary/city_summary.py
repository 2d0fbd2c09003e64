"""The summary (活动总结) as blocks, true to the overview's last figure.

Its parts stand one below the other in the order they are read.  Paragraphs that have a key name
their figures in braces; they are filled in last, after a clerk's edits.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kjr.documents import phrases
from kjr.documents.blocks import Block, Document, Heading, Letterhead, Paragraph, Picture, Signature
from kjr.documents.summary import figure_phrases
from kjr.documents.summary.annexes import compose_annexes
from kjr.documents.summary.parts import (
    complete_part_text,
    compose_parts,
    number_parts,
    share_room,
)
from kjr.documents.summary.rewording import Edits, apply_rewordings
from kjr.figures.overview import Overview
from kjr.values import wording

Pictures = Mapping[str, Sequence[Picture]]
"""Part of the summary → the photographs that stand in it; others stand in an annex."""
LONGEST = 3000
"""字 of the body, by the notices of comparable campaigns; examples are left out to keep to it."""
WORD = re.compile(r"[A-Za-z0-9.%/:+-]+|\S")


def compose_summary(
    overview: Overview,
    edits: Edits | None = None,
    letterhead: Letterhead | None = None,
    pictures: Pictures | None = None,
) -> Document:
    """The whole summary, as it will be printed; a picture of no part stands in an annex."""
    names, placed = collect_summary_phrases(overview), pictures or {}
    plan = apply_rewordings(_fitting(overview, names, placed), edits or {})
    parts = [part.name for part in overview.campaign.parts]
    rest = [each for name, some in placed.items() if name not in parts for each in some]
    return replace(
        _filled(plan, names),
        annexes=compose_annexes(overview, rest),
        letterhead=letterhead or Letterhead(),
    )


def draft_summary(overview: Overview) -> Document:
    """The summary's body with its figures named in braces, for rewriting."""
    return _fitting(overview, collect_summary_phrases(overview), {})


def compose_lead(overview: Overview) -> str:
    """The sentence that sums everything up, as the summary says it; blank if no part leads."""
    names = collect_summary_phrases(overview)
    figures = figure_phrases.collect_figures(overview, names)
    leading = (part for part in overview.campaign.parts if part.lead)
    said = next((complete_part_text(overview, part, figures) for part in leading), "")
    return phrases.replace_names(said, names)


def collect_summary_phrases(overview: Overview) -> phrases.Phrases:
    """Every name the summary's paragraphs may use, with what it stands for now."""
    words = phrases.collect_phrases(overview)
    own = figure_phrases.collect_part_phrases(overview)
    return {**words, **{name: phrases.replace_names(text, words) for name, text in own.items()}}


def count_words(document: Document) -> int:
    """The body's length in 字: every Chinese character and mark is one, so is a number."""
    texts = (block.text for block in document.body if isinstance(block, Heading | Paragraph))
    return sum(len(WORD.findall(text)) for text in texts)


def _fitting(overview: Overview, names: phrases.Phrases, pictures: Pictures) -> Document:
    """The draft with as many examples as its length allows, the best of every part first."""
    figures = figure_phrases.collect_figures(overview, names)
    bodies = compose_parts(overview, figures, pictures)
    bare = _draft(overview, names, list(number_parts(bodies, [0] * len(bodies))))
    shares = share_room(bodies, LONGEST - count_words(_filled(bare, names)))
    return _draft(overview, names, list(number_parts(bodies, shares)))


def _draft(overview: Overview, names: phrases.Phrases, parts: list[Block]) -> Document:
    campaign = overview.campaign
    title = phrases.complete_sentence(campaign.wording["summary_title"], names)
    return Document(
        title,
        phrases.complete_sentence(campaign.wording["summary_addressee"], names),
        [*parts, Signature(campaign.host, wording.format_full_day(overview.today))],
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
