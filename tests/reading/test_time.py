"""What is typed costs time by its length, never by its square: one pasted line delays nobody."""

import contextlib
import datetime as dt
import signal
import time
from itertools import product

import pytest

from kjr.campaign.columns import Choice, Count, Day, Link, Money, Person, Phone, Text
from kjr.campaign.renewal.rosters import split_pasted
from kjr.campaign.renewal.typed_answers import EQUALS, NEXT_PAIR, SEPARATOR
from kjr.editing.typed.pasted_text import split_pasted_text
from kjr.editing.typed.typed_text import read_typed_text
from kjr.errors import KjrError
from kjr.reading.book import parse_book
from kjr.reading.header import lexicon
from kjr.reading.header.scales import find_scale, read_scales_above, unscale_cell
from kjr.reading.joined_cells import is_figure, is_tick
from kjr.reading.rows.cell_reading import read_cell
from kjr.reading.rows.choices import find_option, read_choice
from kjr.reading.rows.row_words import classify_row_text
from kjr.store.base import Sheet
from kjr.values import amounts, days, escapes, masks, numerals, readings
from kjr.values.readings import Level
from kjr.values.spelling import characters
from kjr.values.spelling.erasing import Eraser
from tests.small import SMALL

PASTED = 100_000
"""Three times what a cell of a workbook holds; a CSV file may."""
LONG = 10_000
"""Enough to tell the square from the length, and soon done."""
SHORT = 299
"""Just short enough to be looked at closely."""
SECONDS = {SHORT: 0.5, LONG: 1.0, PASTED: 10.0}
"""Processor time one text may take on the slowest machine; by the square it were minutes."""

WINDOW = dt.date(2019, 5, 21), dt.date(2019, 6, 10)
KIND = Choice("类别", options=("工业", "农业"), synonyms={"务农": "农业"}, many=True)
COLUMNS = Text("内容"), Count("人数", counter="人"), Money("金额"), Day("日期"), KIND
COLUMNS += Person("姓名", many=True), Person("姓名"), Phone("电话"), Link("链接/版面")

SHAPES = "1 一 十 百 万 1, 1,000 1- 1. 1× ( (人 人 1人次 共 约 约计 超过 过上 - ~ 1月 5月30日 2019-"
SHAPES += " www. x.com 、 甲、 第 √ □ 【 O1 1l 实到1人 男1 成 1E5 元 至 科技工作者 13800001234 王有"
SHAPES += " 人次 场次 王有癌 张示例、癌 患者王，男，癌"
SHAPES += " 电话1、 身份证1 a@ 1、1,"
SHAPES = [*SHAPES.split(), " ", "甲 ", "\n", "a AT ", "a at a dot "]
EDGES = ("", ""), ("", "!"), ("1人", "1"), ("1", ")")
"""What stands before and behind."""

PARSERS = {
    "amount": lambda text: amounts.parse_amount(text, "人"),
    "money": amounts.parse_money,
    "day": lambda text: days.parse_day(text, *WINDOW),
    "numbers": numerals.find_numbers,
    "numeral": numerals.parse_numeral,
    "choice": lambda text: read_choice(KIND, text),
    "option": lambda text: find_option(KIND, text),
    "row": classify_row_text,
    "header": lexicon.clean_header,
    "bare header": lexicon.strip_header_remarks,
    "running header": lexicon.is_running_header,
    "scales": lambda text: (read_scales_above([text]), find_scale(text, "元", {})),
    "unscaled": lambda text: unscale_cell(text, "千"),
    "joined": lambda text: (is_figure(text), is_tick(text)),
    "nothing": lambda text: (readings.is_not_applicable(text), readings.is_broken_result(text)),
    "typed": lambda text: [read_typed_text(column, text) for column in COLUMNS],
    "pasted": lambda text: split_or_refuse(split_pasted_text, text),
    "roster": lambda text: split_or_refuse(split_pasted, text),
    "pairs": lambda text: (EQUALS.split(text), NEXT_PAIR.split(text), SEPARATOR.split(text)),
    "erased": Eraser(["林示远", "13800001234"]).erase_text,
    "masks": lambda text: (masks.mask_personal_data(text), masks.find_personal_data(text)),
    "escapes": lambda text: (escapes.escape_markdown(text), escapes.is_safe_file_name(text)),
    "characters": lambda text: (characters.fold_text(text), characters.unify_name(text)),
    **{
        f"{type(column).__name__} {n}": lambda text, column=column: read_cell(column, text, WINDOW)
        for n, column in enumerate(COLUMNS)
    },
}


def split_or_refuse(split, text):
    with contextlib.suppress(KjrError):
        split(text)


def list_texts(length, edges=EDGES):
    return [
        f"{start}{shape * length}"[: length - 1] + end for shape in SHAPES for start, end in edges
    ]


def too_slow(_signal, _frame):
    raise TimeoutError


@contextlib.contextmanager
def limit_work(seconds):
    """Stop what takes long instead of waiting for it, where the system can; else only measure."""
    began = time.process_time()
    if hasattr(signal, "setitimer"):
        before = signal.signal(signal.SIGPROF, too_slow)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    assert time.process_time() - began < seconds


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize(
    ("length", "edges"),
    [
        pytest.param(SHORT, EDGES, id="short"),
        pytest.param(LONG, EDGES[-1:], id="long"),
        pytest.param(PASTED, EDGES[1::2], id="pasted", marks=pytest.mark.slow),
    ],
)
def test_no_shape_of_text_costs_more_than_its_length(name, length, edges):
    assert len(SHAPES) >= 40
    for text in list_texts(length, edges):
        with limit_work(SECONDS[length]):
            PARSERS[name](text)


NUMERALS = "一", "九", "9", "9万亿", "9亿", "一百"
TIMES = 1, 37, 100, 299, 309, 400, 5000


@pytest.mark.parametrize("name", PARSERS)
def test_no_number_is_too_long_to_be_refused(name):
    for numeral, times in product(NUMERALS, TIMES):
        half = numeral * (times // 2)
        for text in (numeral * times, f"{half}×{half}", f"{half}+{half}.5"):
            PARSERS[name](text)


@pytest.mark.parametrize("column", [Count("人数", counter="人"), Day("日期", required=True), KIND])
def test_a_cell_too_long_to_be_looked_at_is_told_so(column):
    reading = read_cell(column, "30人" * 200, WINDOW)
    assert reading.value is None
    assert reading.complaint.level is Level.ERROR
    assert reading.complaint.message == "一格里有600个字，太长，没有读；请只填这一列要的"


def test_letters_for_digits_one_after_the_other_are_read_at_once():
    assert days.parse_day("2Ol9-O5-3O", *WINDOW).value == dt.date(2019, 5, 30)
    assert days.parse_day("1" + "lO" * 140, *WINDOW).complaint.level is Level.ERROR


def test_a_book_of_pasted_lines_is_read_and_its_other_rows_count():
    head = ("走访日期", "走访地点/单位", "走访人次")
    good = (dt.date(2019, 6, 3), "示例中学", 30.0)
    pasted = [(text, text, text) for text in list_texts(LONG, EDGES[:1])]
    began = time.process_time()
    (page,) = parse_book([Sheet("甲学会", "走访慰问", (*pasted[:9], head, good, *pasted))], SMALL)
    assert good[2] in {entry.values.get("走访人次") for entry in page.entries}
    assert time.process_time() - began < 10 * SECONDS[LONG]
