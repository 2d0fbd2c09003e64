"""docs/paper.md names, for every clause of the standard that is met, a test that measures it."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "paper.md").read_text("utf-8").partition("## 行")[0]
CLAUSES = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d", line)]


def test_there_are_clauses():
    assert len(CLAUSES) > 20


def test_every_clause_that_is_met_is_measured_by_a_test_that_exists():
    for clause, _, verdict, test in CLAUSES:
        if verdict.startswith(("不合", "由打印机定")):
            continue
        path, _, name = test.strip("`").partition("::")
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (
            clause
        )
