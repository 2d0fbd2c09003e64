"""The two documents say what the code does: the matrix, the private columns, the tests."""

import re

import pytest

from kjr.access import rights
from kjr.app.settings import ROOT
from tests.plans import FIRST
from tests.whole.test_defences import CASES

SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
ATTACKS = re.compile(r"`(tests/\S+?\.py)::(test_\w+)`")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text("utf-8")


def matrix():
    for page in rights.PAGES.values():
        for deed, row in page.rights.items():
            yield f"| {page.title} | {deed} | " + " | ".join(each.value for each in row) + " |"


def test_the_matrix_stands_in_the_document_row_by_row():
    said = re.findall(r"^\| (?:.+?) \| .+ \| .+ \| .+ \| .+ \|$", SECURITY, re.MULTILINE)
    assert [line for line in said if line.split(" | ")[1] in set(rights.Deed)] == list(matrix())


@pytest.mark.parametrize("ledger", FIRST.campaign.ledgers, ids=lambda each: each.name)
def test_every_private_column_stands_in_the_document(ledger):
    private = "、".join(column.name for column in ledger.columns if column.private)
    assert f"| {ledger.name} | {private} |" in PRIVACY


def test_every_attack_names_tests_that_exist():
    named = ATTACKS.findall(SECURITY)
    assert len(named) >= 25
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), f"{file}::{test}"


def test_every_attacks_test_was_seen_to_fail_without_its_defence():
    named = {f"{file}::{test}" for file, test in ATTACKS.findall(SECURITY)}
    assert named == {test.split("[")[0] for test in CASES}
