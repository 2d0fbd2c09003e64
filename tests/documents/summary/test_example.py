"""Each plan's example: read from its workbooks, with none of them, with twenty unreadable."""

import pytest

from kjr.campaign.columns import Person, Phone
from kjr.documents import briefs, circular
from kjr.documents.blocks import Bars, Heading, Paragraph, Table
from kjr.documents.html import offline
from kjr.documents.phrases import phrase_rate
from kjr.documents.reminders.group_reminders import compose_group_reminders
from kjr.documents.reminders.splitting import MOST_BYTES, split_message
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.documents.summary import city_summary
from kjr.documents.summary.unit_report import compose_unit_summary
from kjr.state.chases import Rung
from kjr.values import wording as said
from tests.documents.summary.conftest import UNREADABLE
from tests.plans import BOTH


@pytest.fixture(params=["example", "empty", "unreadable"])
def now(request, campaigns):
    return campaigns[request.param]


def printed(document):
    """Everything a reader of the document sees, as one text."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return "\n".join(text for block in blocks for text in texts(block))


def texts(block):
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Table():
            return [block.caption, block.note, *(cell for row in block.rows for cell in row)]
        case Bars():
            return [bar.words for bar in block.bars]
        case _:
            return []


def private(now):
    """Whatever stands in a private column, except names that the plan wants published."""
    columns = {
        (ledger.name, column.name)
        for ledger in now.campaign.ledgers
        for column in ledger.columns
        if column.private and isinstance(column, Person | Phone)
    }
    for entry in now.snapshot.entries:
        for column, value in entry.values.items():
            if (entry.ledger, column) in columns:
                yield from value if isinstance(value, tuple) else [str(value)]


@BOTH
def test_every_figure_of_the_board_is_printed(now):
    document = printed(city_summary.compose_summary(now))
    for line in now.lines:
        row = [line.indicator.section, line.measure.name, line.measure.counter]
        goal, rate = (str(line.target), phrase_rate(line)) if line.measure.hard else ("—", "—")
        done = said.format_prose_figure(line.done, "", about=line.about)
        assert "\n".join([*row, goal, done, rate]) in document


@BOTH
def test_the_tally_is_printed(now):
    document = printed(city_summary.compose_summary(now))
    tally = now.filing
    if not tally.filed:
        assert "应报单位" not in document
        return
    assert f"应报单位{tally.expected}家" in document
    assert f"已报送{tally.filed}家，上报率{said.format_percent(tally.rate)}" in document


@BOTH
def test_nothing_private_leaves_the_office(now):
    papers = [
        city_summary.compose_summary(now),
        briefs.compose_brief(now, None),
        circular.compose_circular(now),
    ]
    papers += [compose_unit_summary(now, unit.name) for unit in now.campaign.units[:20]]
    shown = "\n".join([*map(printed, papers), offline.render_offline_page(now, None)])
    tables = [table for name, table in now.tables.items() if name == "宣传报道"]
    articles = [row for table in tables for row in table.to_dict("records")]
    published = "".join(f"{row['标题']}{row['人物/团队名称']}" for row in articles)
    names = {each for each in private(now) if len(each) > 1 and each not in published}
    assert [name for name in names if name in shown] == []


@BOTH
def test_all_texts_keep_to_their_length(now):
    assert city_summary.count_words(city_summary.compose_summary(now)) <= 3000
    assert len(briefs.compose_phone_script(now, None)) <= 220
    assert len(briefs.compose_wechat_text(now, None)) <= 100


@BOTH
def test_every_message_can_be_sent(now):
    for message in [
        *compose_group_reminders(now),
        *compose_unit_reminders(now, Rung.PERSONAL),
    ]:
        parts = split_message(message.text)
        assert parts
        assert all(len(part.encode()) <= MOST_BYTES for part in parts)


@BOTH
def test_the_unreadable_ones_are_named_as_ours_to_look_into(campaigns):
    now = campaigns["example"]
    unreadable = sum(each.is_unreadable for each in now.standings)
    assert unreadable
    assert f"【待核：{unreadable}家单位的数据尚未计入" in printed(city_summary.compose_summary(now))


def test_the_twenty_unreadable_ones_are_named_too(campaigns):
    now = campaigns["unreadable"]
    unreadable = sum(each.is_unreadable for each in now.standings)
    assert unreadable >= UNREADABLE
    assert f"【待核：{unreadable}家单位的数据尚未计入" in printed(city_summary.compose_summary(now))
    assert f"{unreadable}家（" in printed(briefs.compose_brief(now, None))


@BOTH
def test_it_is_private_data_that_is_kept_back(campaigns):
    now = campaigns["example"]
    assert len(set(private(now))) > min(30, len(now.campaign.expected) // 2)
