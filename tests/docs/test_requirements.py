import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
OURS = {"kjr", "tests", "tools", "benchmarks", "stand_ins"}
LINE = re.compile(r"^([\w.-]+)==\S+ +# \S", re.MULTILINE)


def named(file):
    """The packages a requirements file names, those of the files it builds on included."""
    text = (ROOT / file).read_text("utf-8")
    below = re.findall(r"^-r (\S+)", text, re.MULTILINE)
    return {normal(name) for name in LINE.findall(text)}.union(*map(named, below))


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(*places):
    """The packages the modules of these places import, other than ours and Python's own."""
    files = [file for place in places for file in (ROOT / place).rglob("*.py")]
    tops = {
        name.split(".")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in names(node)
    }
    owners = metadata.packages_distributions()
    return {frozenset(map(normal, owners[top])) for top in tops - OURS - sys.stdlib_module_names}


def names(node):
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    is_ours = not isinstance(node, ast.ImportFrom) or node.level
    return [] if is_ours else [node.module]


@pytest.mark.parametrize(
    ("file", "places"),
    [("requirements.txt", ["kjr", "pages"]), ("requirements-dev.txt", ["tests", "tools"])],
)
def test_what_is_imported_is_named(file, places):
    there = named(file)
    assert [owners for owners in imported(*places) if not owners & there] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_is_pinned_and_gives_its_reason(file):
    lines = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line]
    assert [line for line in lines if not LINE.match(line) and not line.startswith("-r ")] == []


PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_the_locked_file_holds_what_the_readable_one_names():
    readable, locked = (
        {normal(name): version for name, version in PIN.findall(text)}
        for text in ((ROOT / "requirements.txt").read_text("utf-8"), LOCK)
    )
    assert readable.items() <= locked.items()


def test_every_locked_package_has_its_digests_and_no_place_of_its_own():
    packages = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    assert len(packages) > 40
    assert [each for each in packages if "--hash=sha256:" not in each] == []
    assert "://" not in LOCK
    assert "-index" not in LOCK


def test_whatever_a_locked_package_asks_for_is_locked_too():
    """Else pip, told to hold the digests, installs nothing at all."""
    locked = {normal(name): version for name, version in PIN.findall(LOCK)}
    installed = {normal(each.name): each for each in metadata.distributions()}
    same = [name for name, version in locked.items() if is_installed(installed, name, version)]
    assert len(same) > 40
    asked = [
        (name, need)
        for name in same
        for need in map(Requirement, installed[name].requires or ())
        if not need.marker or need.marker.evaluate({"extra": ""})
    ]
    assert len(asked) > 40
    assert [
        f"{name} asks for {need}"
        for name, need in asked
        if (version := locked.get(normal(need.name))) is None or version not in need.specifier
    ] == []


def is_installed(installed, name, version):
    return name in installed and installed[name].version == version
