"""An address that no longer fits says so and opens nothing else; an alias opens what it means."""

import pytest


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("pages/leaders/units.py", {"unit": "没有的学会"}),
        ("pages/leaders/units.py", {"district": "没有的县"}),
        ("pages/leaders/indicator.py", {"id": "I99"}),
        ("pages/leaders/indicator.py", {"id": "I3", "of": "没有的县"}),
        ("pages/leaders/subject.py", {"ledger": "没有的台账"}),
        ("pages/office/history.py", {"from": "20190101-000000"}),
        ("pages/leaders/changes.py", {"figure": "I99"}),
    ],
)
def test_what_is_gone_is_said_and_nothing_else_is_opened(opened, example, page, asked):
    viewer = opened(example, page, **asked)
    (gone,) = viewer.error
    assert gone.value.startswith(f"链接里的“{[*asked.values()][-1]}”现在没有了")
    assert not viewer.dataframe


@pytest.mark.parametrize(
    ("page", "key", "asked", "opens"),
    [
        ("pages/leaders/units.py", "unit", "灵武科协", "灵武市科协"),
        ("pages/leaders/indicator.py", "id", "I3", "I3·"),
        ("pages/leaders/subject.py", "ledger", "走访", "走访慰问"),
        ("pages/office/history.py", "from", "20190607-170000", "6月7日 17:00"),
    ],
)
def test_another_name_opens_the_same(opened, example, page, key, asked, opens):
    viewer = opened(example, page, **{key: asked})
    assert [each.value for each in viewer.error] == []
    assert viewer.session_state[key].startswith(opens)
