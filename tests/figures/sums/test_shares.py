"""How rough what several rows make together is."""

import pytest

from kjr.figures.sums.counting import Counted
from kjr.figures.sums.shares import Share, add_counted, add_shares, find_roughness
from kjr.values.wording import Above, Approximate, Below
from tests.small import entry

PEOPLE = "走访人次"


def visit(bound, *, about=True):
    row = entry("甲学会", "走访慰问", 3, frozenset({PEOPLE} if about else ()), 走访人次=30)
    below = frozenset({PEOPLE} if bound in ("近", "不到", "不超过") else ())
    return row._replace(bounds={PEOPLE: bound} if bound else {}, below=below)


@pytest.mark.parametrize(
    ("bound", "kind"),
    [
        *(("余", Above), ("超过", Above), ("", Approximate), ("不少于", Approximate)),
        *(("近", Below), ("不到", Below), ("不超过", Below)),
    ],
)
def test_a_number_is_as_rough_as_its_writer_put_it(bound, kind):
    assert find_roughness(visit(bound), PEOPLE) is kind
    assert find_roughness(visit(bound), "另一列") is int
    assert find_roughness(visit("", about=False), PEOPLE) is int


@pytest.mark.parametrize(
    ("bound", "unsure"),
    [
        *(("余", 0), ("超过", 0), ("不少于", 0)),
        *(("", 30), ("近", 30), ("不到", 30), ("不超过", 30)),
    ],
)
def test_what_may_be_less_than_it_says_is_unsure(bound, unsure):
    assert add_counted(PEOPLE, [(visit(bound), Counted(30))]).unsure == unsure
    assert add_counted(PEOPLE, [(visit("", about=False), Counted(30))]).unsure == 0


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ((int, Above), Above),
        ((Above, Above), Above),
        ((Above, Approximate), Approximate),
        ((Above, Below), Below),
        ((), int),
    ],
)
def test_a_sum_is_as_rough_as_its_roughest_part(kinds, kind):
    share = add_shares(Share(10, each) for each in kinds)
    assert type(share.number) is kind
    assert share.number == 10 * len(kinds)
