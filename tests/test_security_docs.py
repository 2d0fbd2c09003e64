"""The two documents say what the code does: the matrix, the private columns, the tests."""

import re

import pytest

from kjr import access, declaration
from kjr.settings import CAMPAIGN, ROOT

SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text("utf-8")


def matrix():
    for (page, deed), row in access.TABLE.items():
        yield f"| {page} | {deed} | " + " | ".join(each.value for each in row) + " |"


def test_the_matrix_stands_in_the_document_row_by_row():
    said = re.findall(r"^\| (?:.+?) \| .+ \| .+ \| .+ \| .+ \|$", SECURITY, re.MULTILINE)
    assert [line for line in said if line.split(" | ")[1] in set(access.Deed)] == list(matrix())


@pytest.mark.parametrize("ledger", declaration.load(CAMPAIGN).ledgers, ids=lambda each: each.name)
def test_every_private_column_stands_in_the_document(ledger):
    private = "、".join(column.name for column in ledger.columns if column.private)
    assert f"| {ledger.name} | {private} |" in PRIVACY


def test_every_attack_names_tests_that_exist():
    named = re.findall(r"`(tests/\S+?\.py)::(test_\w+)`", SECURITY)
    assert len(named) >= 25
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), f"{file}::{test}"
