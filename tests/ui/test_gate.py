"""No screen saves but as an actor from the gate; pages/test_access.py tries whom it refuses."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "kjr" / "ui"
SCREENS = sorted(path for path in UI.rglob("*.py") if path.stem != "gate")
SAVES = {
    *("save_page", "undo_act", "repeat_act", "restore_unit_book", "begin_unit_book", "file_report")
}
"""What writes into a workbook; each wants an actor."""


def calls(path):
    """The name of everything that is called in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rsplit(".", 1)[-1]


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_only_the_gate_makes_actors(path):
    assert "Actor" not in calls(path)


def test_there_are_saves_to_speak_of():
    saving = {path.stem for path in SCREENS if SAVES.intersection(calls(path))}
    assert {"save_button", "exchange", "quick", "journal", "filing"} <= saving
