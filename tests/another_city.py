"""A made-up city's campaign by the command, and what of the shipped plan would be left in it."""

import re

from kjr.app import commands
from tests.plans import FIRST
from tools.renewing import ANSWERS, DISTRICTS, list_roster

COPY = "科普阵地"
"""The ledger the new plan has of its own."""
FLAGS = {
    **{"--year": "年份", "--city": "城市", "--office": "承办", "--addressee": "总结报给谁"},
    **{"--theme": "主题", "--first": "活动从哪天", "--last": "活动到哪天"},
    **{"--deadline": "总结截止日", "--districts": "地方", "--copies": "新加的台账"},
    **{"--occasions": "同期的日子"},
}
SHIPPED = FIRST.campaign
NAMED = {
    *("银川", "宁夏", "自治区", "组宣部", "爱尔眼科", "艾齿口腔", SHIPPED.office),
    *(name.removesuffix("区") for name in {*SHIPPED.districts} - {*DISTRICTS}),
    *(unit.name for unit in SHIPPED.units),
    *(unit.short for unit in SHIPPED.expected),
}
OLD = re.compile(rf"(?<!\d){SHIPPED.year}(?!\d)|{'|'.join(sorted(NAMED))}")
"""Its names and its year."""


def make_city(room):
    """The folder with the new city's campaign and its blank workbooks."""
    roster = room / "名册.txt"
    roster.write_text("\n".join("\t".join(row) for row in list_roster()), "utf-8")
    flags = [word for flag, label in FLAGS.items() for word in (flag, ANSWERS[label])]
    made = ["campaign", "new", "--to", str(room / "云州"), "--roster", str(roster), "--yes"]
    assert commands.main([*made, *flags]) == commands.FINE
    return room / "云州"


def fill_city(city, folder):
    """The example of that campaign, as the command writes it."""
    asked = ["demo", "--campaign", str(city / "campaign"), "--folder", str(folder)]
    assert commands.main(asked) == commands.FINE


def find_old_words(text):
    """Every name and year of the shipped plan, each with what stands around it."""
    return [text[max(it.start() - 30, 0) : it.end() + 30] for it in OLD.finditer(text)]
