import re
from pathlib import Path

import pytest

from kjr.access import rights
from kjr.app import commands

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "deploy" / "README.md"]
PAGES += sorted((ROOT / "docs").glob("*.md"))
MANUAL = (ROOT / "docs" / "manual.md").read_text("utf-8")
SOURCES = [*(ROOT / "kjr").rglob("*.py"), *(ROOT / "kjr").rglob("*.html")]
SCREENS = "".join(file.read_text("utf-8") for file in sorted(SOURCES))
"""Every word the screens and the command line may say."""

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pages
def test_what_is_linked_or_shown_is_there(page):
    text = page.read_text("utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'(?:src|srcset)="([^"]+)"', text)
    assert [name for name in named if not (page.parent / name).exists()] == []


@pages
def test_files_that_are_named_are_there(page):
    tops = "kjr|pages|campaign|deploy|docs|tests|tools|benchmarks"
    named = re.findall(rf"`((?:{tops})/[\w./-]*)", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pages
def test_commands_are_written_as_they_run(page, capsys):
    for name, rest in re.findall(r"python -m kjr (\w+)([^`\n#]*)", page.read_text("utf-8")):
        with pytest.raises(SystemExit) as left:
            commands.main([name, "--help"])
        assert left.value.code == 0, name
        said = capsys.readouterr().out
        assert [each for each in re.findall(r"--\w+", rest) if each not in said] == []


@pages
def test_modules_that_are_run_are_there(page):
    for name in re.findall(r"python -m ((?:tools|benchmarks)\.\w+)", page.read_text("utf-8")):
        assert (ROOT / f"{name.replace('.', '/')}.py").exists(), name


def test_every_setting_is_one_the_program_knows():
    known = set(re.findall(r"KJR_[A-Z_]*[A-Z]", SCREENS))
    for page in PAGES:
        assert set(re.findall(r"KJR_[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= known


def test_the_manual_names_every_page():
    assert [title for title in rights.PAGES if f"「{title}」" not in MANUAL] == []


def test_what_the_manual_says_stands_on_the_screen():
    labels = re.findall("「([^」]+)」", MANUAL)
    assert [label for label in labels if label not in SCREENS] == []


def test_the_troubles_of_the_manual_are_said_in_these_words():
    told = re.findall(r"^\| ([^|]+) \|", MANUAL.split("## 出了问题")[1], re.MULTILINE)[1:]
    assert len(told) > 10
    assert [words for words in told if words not in SCREENS] == []
