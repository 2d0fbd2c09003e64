"""What patterns may not use: Pythons that people have read it otherwise."""

import ast
import re
from pathlib import Path

import pytest

KJR = Path(__file__).parents[2] / "kjr"
MISREAD = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
"""Possessive and atomic groups: before 3.11.5 they fail where the group can give something back."""


def list_texts(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("pattern", ["(?:约|近)*+", "(a|b)++", "(?:ab){2,}+", "(?>a|b)"])
def test_such_a_pattern_is_seen(pattern):
    assert MISREAD.search(pattern)


def test_no_pattern_is_one_that_older_pythons_misread():
    found = [
        f"{path.relative_to(KJR)}: {text[:60]}"
        for path in sorted(KJR.rglob("*.py"))
        for text in list_texts(path)
        if MISREAD.search(text)
    ]
    assert found == []
