"""The rooms as docs/architecture.md draws them: who imports whom, how full, and what names mean."""

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KJR = ROOT / "kjr"
MODULES = sorted(KJR.rglob("*.py"))
ROOMS = [KJR, *sorted({path.parent for path in MODULES} - {KJR})]
VERBS = {"body", "run"}
"""A page's body, and what every command answers to."""
MOST_FILES = 12


def test_the_contract_of_the_rooms_holds():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_nothing_else_stands_at_the_top():
    rooms = [
        "values",
        "campaign",
        "store",
        "state",
        "reading",
        "editing",
        "figures",
        "documents",
        "access",
        "app",
        "ui",
    ]
    files = ["__init__.py", "__main__.py", "errors.py"]
    found = [path.name for path in KJR.iterdir() if path.name != "__pycache__"]
    assert sorted(found) == sorted([*rooms, *files])


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_a_room_is_not_overfull(room):
    assert len([path for path in room.iterdir() if path.is_file()]) <= MOST_FILES


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(ROOT).as_posix())
def test_a_room_says_what_it_is_for(room):
    assert ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8")))


def homes():
    """Every public name of a module, a class or a function → the modules that define it."""
    found = defaultdict(set)
    for path in MODULES:
        name = path.relative_to(ROOT).as_posix()
        if not path.stem.startswith("_"):
            found[path.stem].add(name)
        for node in ast.parse(path.read_text("utf-8")).body:
            is_named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if is_named and not node.name.startswith("_"):
                found[node.name].add(name)
    return found


def test_a_public_name_has_at_most_two_homes():
    crowded = {name: sorted(where) for name, where in homes().items() if len(where) > 2}
    assert {name: where for name, where in crowded.items() if name not in VERBS} == {}


def test_names_are_counted_at_all():
    assert len(homes()["show_changes"]) == 2
