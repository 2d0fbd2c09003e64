"""What the annexes of a summary say, and what they leave to the office."""

import pytest

from kjr.documents.blocks import Paragraph, Table
from kjr.documents.summary import city_summary
from kjr.documents.summary.annexes import compose_data_sources
from tests.documents.summary.campaigns import SAMPLES
from tests.documents.summary.filings import added_up, article, book


def tell_sources(overview):
    """The numbered notes on where the figures come from."""
    return [each.text for each in compose_data_sources(overview) if isinstance(each, Paragraph)]


@pytest.mark.parametrize(
    ("about", "people", "marks"),
    [(False, 30, []), (True, 36, ["“余”"]), (True, 30, ["“约”"])],
    ids=["exact", "more", "round"],
)
def test_the_notes_explain_a_mark_where_a_figure_has_it(sample, about, people, marks):
    column = sample.ledger.people
    row = sample.row(sample.units[0], 4, people)
    notes = tell_sources(sample.add_up(row._replace(about=frozenset({column} if about else ()))))
    told = [mark for mark in ("“余”", "“约”") if any(f".{mark}表示" in note for note in notes)]
    assert told == marks


def test_where_nothing_was_done_the_notes_say_nothing_of_how_examples_are_chosen(sample):
    begun, nothing = (tell_sources(seen()) for seen in (sample.example, sample.nothing))
    assert any("举一例" in note for note in begun)
    assert not any("举一例" in note for note in nothing)
    assert [note[:2] for note in nothing] == [f"{number}." for number in range(1, len(nothing) + 1)]


def test_why_districts_add_up_to_more_than_the_whole_is_said_below_their_table():
    same = {"标题": "《盐碱地》", "链接/版面": "https://example.com/1"}
    units = SAMPLES["first"].units[:2]
    rows = [article(unit, 4, "活动消息", "", **same) for unit in units]
    document = city_summary.compose_summary(added_up(*(book(each.unit, each) for each in rows)))
    (table,) = [
        each
        for each in document.body
        if isinstance(each, Table) and each.caption == "各县（市）区活动情况"
    ]
    word = "各媒体报道在几个县（市）区都有的，合计只算一次，分列相加大于合计"
    assert (table.note, table.remark) == ("", f"注：{word}。")
