"""docs/architecture.md names rooms, files and functions; each must be where it says."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
STEPS = re.findall(r"`([\w/]+\.py)` `(\w+)`", PAGE)
WALKS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:4]


def defined_in(path):
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


@pytest.mark.parametrize(("file", "name"), STEPS)
def test_a_step_of_a_walk_is_where_the_page_says(file, name):
    assert name in defined_in(ROOT / "kjr" / file)


def test_each_walk_goes_through_several_rooms():
    for walk in WALKS:
        rooms = {file.split("/")[0] for file, _ in re.findall(r"`([\w/]+\.py)` `(\w+)`", walk)}
        assert len(rooms) > 2, walk.splitlines()[0]


def test_every_room_has_its_sentence():
    rooms = [path.name for path in (ROOT / "kjr").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if f"| `kjr/{room}/` |" not in PAGE] == []


def test_where_to_go_is_there():
    table = PAGE.split("## Where to go for what")[1]
    places = re.findall(r"`((?:kjr|campaign)/[\w/.]*)`", table)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []
