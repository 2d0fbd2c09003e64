"""What opens a shipped plan is tried on both of them; the modules that need one are named here."""

import re
from pathlib import Path

from tests.reading.test_in_county_words import MODULES

TESTS = Path(__file__).parents[1]
OPENS = re.compile(
    r"from tests\.typed import|summary\.filings import"
    r"|from (?:tests\.plans|kjr\.app\.settings) import[^\n]*\b(?:FIRST|CAMPAIGN)\b"
    r"|def \w+\([^)]*\b(?:example|small_example|opened)\b[^)]*\)"
)
"""Takes the first plan, its example, or rows in its headers."""
TRIES = re.compile(
    r"\b(?:BOTH|BOTH_SLOWLY|ON_THE_SECOND|try_on|COUNTY|OTHERS|county(?:_\w+)?|SAMPLES|CAMPAIGNS|sample)\b"
)
"""Takes the second as well."""
OWN = "its own sentences, planted rows and figures; the county's are tried beside them"
ANY = "any workbooks would do"
BESIDE = "any workbook would do; pages/test_editor.py types into the grid on both"
FULL = "a text full to its last line; word/test_schema.py sets the county's"
AMONG = "how one of a plan's ledgers is told from the others; what people type is tried on both"
MADE = "a third plan, made by 换一年"
ALONE = {
    "app/commands/test_state.py": ANY,
    "app/demo/test_demo.py": OWN,
    "browser/test_composing.py": ANY,
    "browser/test_printing.py": ANY,
    "browser/test_typing_on.py": ANY,
    "docs/test_plan.py": OWN,
    "docs/test_security_docs.py": ANY,
    "docs/test_write_docs.py": OWN,
    "documents/paper/word/test_page_counts.py": FULL,
    "figures/moments/test_frozen.py": ANY,
    "pages/test_server_away.py": ANY,
    "reading/checks/test_columns.py": "a rule of its own; those of the plans are tried on both",
    "reading/header/test_lexicon.py": AMONG,
    "reading/header/test_sheets.py": AMONG,
    "shares/test_campaign_folder.py": ANY,
    "shares/test_start.py": ANY,
    "ui/test_live.py": ANY,
    "ui/units/grid/test_mending.py": BESIDE,
    "ui/units/grid/test_pasting.py": BESIDE,
    "ui/units/grid/test_save_button.py": BESIDE,
    "whole/test_acts_served.py": ANY,
    "whole/test_another_city.py": MADE,
    "whole/test_another_citys_pages.py": MADE,
    "whole/test_big_files.py": ANY,
    "whole/test_defences.py": ANY,
    "whole/test_door.py": ANY,
    "whole/test_files_served.py": ANY,
    "whole/test_header_served.py": ANY,
    "whole/test_hostile_folder.py": ANY,
    "whole/test_masks_served.py": ANY,
    "whole/test_names_served.py": ANY,
    "whole/test_pasted_blocks.py": ANY,
    "whole/test_proxies.py": ANY,
    "whole/test_records_served.py": ANY,
    "whole/test_sign_in_served.py": ANY,
}
"""By module: why one plan is enough."""
AGAIN = {Path(module.__file__).relative_to(TESTS).as_posix() for module in MODULES}
"""Tried again in the county's words."""


def is_of_one_plan(text):
    return bool(OPENS.search(text)) and not TRIES.search(text)


def test_every_other_module_that_opens_a_plan_is_tried_on_both():
    found = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        if is_of_one_plan(path.read_text("utf-8"))
    }
    assert found - AGAIN == {*ALONE}, (
        "try it on both plans (tests/plans.py), or say here why one is enough"
    )


def test_a_module_that_tries_one_plan_would_be_found():
    one = "from tests.plans import FIRST\n\n\ndef test_it():\n    assert FIRST.campaign\n"
    assert is_of_one_plan(one)
    assert is_of_one_plan("def test_it(run, small_example):\n    assert run(small_example)\n")
    assert not is_of_one_plan(one.replace("FIRST", "BOTH"))
