"""Every macro is rendered once: neither mypy nor ruff sees a name a template misspells."""

import pytest

from kjr.documents.blocks import Document
from kjr.documents.html.parts import NOWHERE, TEMPLATES, render
from kjr.figures.changes import Move, compare_overviews
from tests.documents.summary.campaigns import CAMPAIGNS
from tests.documents.summary.filings import VISITED, day

GIVEN = {
    "lists": {"<字>": (["<字>"], [["<字>"]])},
    "narrowing": ["<字>"],
    "side": "filling",
    "moved": [Move("走访", -3, "人次"), Move("走访", 3, "人次")],
    "document": Document("题目", "市委", ()),
    "pairs": {"文件": "甲.xlsx"},
    "heads": ["单位", "状态"],
    "rows": [["甲学会", "未报"]],
    "addresses": [],
    "days": {day(6, 1): 3},
    "figures": [],
    "units": [],
    "growth": [1, 2],
    "explained": {"走访 3人次": "走访慰问1行"},
    "alike": {"走访": "走访慰问1行"},
    "unread": (),
    "signed": [("错", "<字>")],
    "fresh": {"indicator?id=I3": " +3"},
    "request": "<字>",
    "links": NOWHERE,
}
TEXTS = (
    "name",
    "title",
    "text",
    "about_days",
    "number",
    "address",
    "end",
    "style",
    "kind",
    "split",
    "unit",
    "token",
)
NUMBERS = (
    "more",
    "share",
    "planned",
    "mark",
    "done",
    "due",
    "most",
    "seconds",
    "unwritten",
    "turn",
)
GIVEN |= dict.fromkeys(TEXTS, "<字>") | dict.fromkeys(NUMBERS, 1)
OF_ITS_OWN = {
    "screens.told": {"lines": [("错", "<字>")]},
    "screens.folded": {"texts": [("<字>", "<字>", "<字>")]},
}
"""What only one macro calls so."""
MACROS = sorted(
    f"{file.removesuffix('.html')}.{name}"
    for file in TEMPLATES.list_templates()
    for name, macro in vars(TEMPLATES.get_template(file).module).items()
    if hasattr(macro, "arguments") and name not in {"link", "table"}
)


@pytest.fixture(params=[("example", "nothing"), ("county", "county_nothing")], scope="module")
def given(request):
    """What the macros are given on a plan's pages."""
    now, before = (CAMPAIGNS[each]() for each in request.param)
    ledgers, line = now.campaign.ledgers, now.hard_lines[0]
    ledger = next((each for each in ledgers if each.stage), ledgers[0])
    changes = compare_overviews(before, now)
    return GIVEN | {
        "overview": now,
        "tally": now.filling,
        "expected": now.standings,
        "lines": [line],
        "line": line,
        "plain": [line],
        "counted": [(line, 3)],
        "pace": now.pace(line),
        "place": now.campaign.districts[1],
        "changes": changes,
        "change": changes.changes[0],
        "standing": now.standings[0],
        "ledger": ledger,
        "found": dict.fromkeys((*ledger.closed, *ledger.shelved), 1),
    }


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_knows_what_it_is_given(name, given):
    file, macro = name.split(".")
    wanted = getattr(TEMPLATES.get_template(f"{file}.html").module, macro).arguments
    given = given | OF_ITS_OWN.get(name, {})
    html = render(name, *(given[each] for each in wanted))
    assert "<字>" not in html.replace("<style><字>", "")
    assert VISITED not in html
