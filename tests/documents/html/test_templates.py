"""Every macro is rendered once: neither mypy nor ruff sees a name a template misspells."""

import pytest

from kjr.documents.blocks import Document
from kjr.documents.html.parts import NOWHERE, TEMPLATES, render
from kjr.figures.changes import Move, compare_overviews
from tests.documents.summary.filings import VISITED, day, example, nothing

EXAMPLE, CHANGES = example(), compare_overviews(nothing(), example())
LINE = EXAMPLE.hard_lines[0]
GIVEN = {
    "overview": EXAMPLE,
    "tally": EXAMPLE.filling,
    "side": "filling",
    "expected": EXAMPLE.standings,
    "lines": [LINE],
    "line": LINE,
    "place": "金凤区",
    "pace": EXAMPLE.pace(LINE),
    "changes": CHANGES,
    "change": CHANGES.changes[0],
    "moved": [Move("走访", -3, "人次"), Move("走访", 3, "人次")],
    "standing": EXAMPLE.standings[0],
    "ledger": EXAMPLE.campaign.ledger("意见建议"),
    "found": dict.fromkeys(("已答复", *EXAMPLE.campaign.ledger("意见建议").shelved), 1),
    "document": Document("题目", "市委", ()),
    "pairs": {"文件": "甲.xlsx"},
    "heads": ["单位", "状态"],
    "rows": [["甲学会", "未报"]],
    "addresses": [],
    "days": {day(6, 1): 3},
    "counted": [(LINE, 3)],
    "figures": [],
    "units": [],
    "growth": [1, 2],
    "plain": [LINE],
    "explained": {"走访 3人次": "走访慰问1行"},
    "alike": {"走访": "走访慰问1行"},
    "unread": (),
    "links": NOWHERE,
}
TEXTS = ("title", "text", "about_days", "number", "address", "end", "style", "kind", "split")
NUMBERS = ("share", "planned", "mark", "done", "due", "most", "seconds", "unwritten")
GIVEN |= dict.fromkeys(TEXTS, "<字>") | dict.fromkeys(NUMBERS, 1)
MACROS = sorted(
    f"{file.removesuffix('.html')}.{name}"
    for file in TEMPLATES.list_templates()
    for name, macro in vars(TEMPLATES.get_template(file).module).items()
    if hasattr(macro, "arguments") and name not in {"link", "table"}
)


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_knows_what_it_is_given(name):
    file, macro = name.split(".")
    wanted = getattr(TEMPLATES.get_template(f"{file}.html").module, macro).arguments
    html = render(name, *(GIVEN[each] for each in wanted))
    assert "<字>" not in html.replace("<style><字>", "")
    assert VISITED not in html
