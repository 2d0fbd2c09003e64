"""units.csv, as Excel and people leave it."""

import pytest

from kjr.campaign.units_file import parse_roster

HEAD = "单位,类别,县区,别名"


def test_a_cell_on_two_lines_is_one_name():
    units, wrong = parse_roster(f'{HEAD}\r\n"甲县\r\n科协",科协,甲县,\r\n乙县科协,科协,乙县,\r\n')
    assert ({number: unit.name for number, unit in units.items()}, wrong) == (
        {2: "甲县科协", 4: "乙县科协"},
        [],
    )


@pytest.mark.parametrize("cell", ['"甲', "甲" * 200_000], ids=["a quote", "a long cell"])
def test_what_swallows_the_rest_of_the_roster_is_told(cell):
    units, wrong = parse_roster(
        f"{HEAD}\n甲县科协,科协,甲县,\n乙县科协,科协,乙县,{cell}\n丙,科协,丙,\n"
    )
    assert [unit.name for unit in units.values()] == ["甲县科协"]
    assert [(each.key, each.what.partition("：")[0]) for each in wrong] == [
        ("3", "引号不成对，或者一格太长")
    ]
