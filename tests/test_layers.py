"""The architecture, as a test: a module may import only from rows above its own."""

import ast
from pathlib import Path

import pytest

KJR = Path(__file__).parent.parent / "kjr"
LAYERS = [
    {"errors", "cells", "readings", "wording", "filenames", "collector", "literal", "usage"},
    {"numerals", "dayforms", "serials", "spans", "privacy", "acts"},
    {"amountrules", "dayrules"},
    {"amounts", "days"},
    {"columns", "blocks"},
    {"campaign", "store.base"},
    {"store.ahead", "store.sides"},
    {"declaration.table"},
    {"declaration.ledgers", "declaration.indicators", "declaration.roster"}
    | {"declaration.sense", "declaration.sentences"},
    {"declaration"},
    {"store.package", "store.refusals", "store.text"} | {"store.names", "store.owners"},
    {"store.replacing", "store.bombs"},
    {"kept", "access"},
    {"passcodes", "lockout"},
    {"sessions"},
    {"signin"},
    {"history"},
    {"store.google_place"},
    {"store.google_pace", "store.google_words", "store.google_rows", "store.google_cells"},
    {"store.google_http"},
    {"store.google_account"},
    {
        "parsing.page",
        "store.workbook",
        "store.patch",
        "roster",
        "parsing.choices",
        "parsing.lexicon",
        "parsing.lines",
        "parsing.shortcuts",
        "parsing.units",
    },
    {
        "store.memory",
        "store.worker",
        "store.proof",
        "store.files",
        "parsing.reading",
        "parsing.captions",
        "parsing.refusal",
        "matching",
    },
    {"store.recent", "parsing.headers"},
    {"store.saving", "store.google_saving", "merging", "parsing.readers"},
    {"store.google_prepare"},
    {"store.folder", "store.google", "parsing.judging", "parsing.totals"},
    {"store.google_doctor"},
    {"parsing.sheets", "parsing.kinds", "parsing.settling", "parsing.within"},
    {"parsing.tables", "parsing.forms", "parsing.beside"},
    {"parsing.remarks"},
    {"parsing.rows"},
    {"parsing.book"},
    {"checks", "corrections"},
    {"snapshot"},
    {"refresh"},
    {"plain"},
    {"frames", "archive"},
    {"progress", "status", "journal", "problems", "office", "vanished"},
    {"pace"},
    {"overview"},
    {"sources", "lastvisit", "links"},
    {"board", "edits"},
    {"agenda", "subjects", "phrases", "books", "drafts", "filing"},
    {"summary.printed", "summary.edits"},
    {"summary.examples", "summary.quotes", "summary.first", "summary.results"},
    {"summary.measures", "summary.gaps", "summary.suggestions"},
    {"summary.annexes"},
    {"summary.unit", "circular", "owed"},
    {"parts"},
    {"targets", "filed", "moved"},
    {"faces", "guide"},
    {"template"},
    {"blanks"},
    {"demo.cast", "demo.spoilt"},
    {"demo.stories"},
    {"demo.handmade"},
    {"demo", "charts", "markup", "summary"},
    {"wall", "briefs", "reminders", "offline"},
    {"paper.fonts", "paper.clusters", "paper.lean"},
    {"paper.rare", "paper.lines", "paper.page", "paper.xmp"},
    {"paper.titles", "paper.widths", "paper.flow", "paper.pen"},
    {"paper.prose"},
    {"paper.table", "paper.figures", "paper.official"},
    {"paper.layout", "paper.word_styles"},
    {"paper.word_numbers", "paper.word_tables"},
    {"paper.pdf", "paper.word_document"},
    {"paper.docx"},
    {"exports", "preview", "settings", "photographs"},
    {"opening", "inspection", "bundle", "exposure"},
    {"printing"},
    {"doctor"},
    {"slips"},
    {"commands.asked", "ui.gate"},
    {"commands.access", "commands.check", "commands.demo", "commands.doctor"}
    | {"commands.figures", "commands.summary", "commands.templates"},
    {"commands", "ui.door", "ui.live", "ui.lastvisit", "ui.cards", "ui.tables"},
    {"ui.problems", "ui.dashboard", "ui.calendar"},
    {"ui.page", "ui.summary", "ui.brief", "ui.wall", "ui.subject"}
    | {"ui.indicator", "ui.reminders", "ui.status", "ui.units"},
    {"ui.history", "ui.grid", "ui.seat", "ui.changes", "ui.exchange"}
    | {"ui.quick", "ui.review", "ui.signins", "ui.corrections"}
    | {"ui.filing", "ui.beginning"},
    {"ui.editor"},
    {"__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def name_of(path):
    return ".".join(path.relative_to(KJR).with_suffix("").parts).removesuffix(".__init__")


MODULES = sorted(
    path for path in KJR.rglob("*.py") if name_of(path) not in {"__init__", *map(str, ())}
)
NAMES = {name_of(path) for path in MODULES}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path):
    """The modules of kjr that a module imports; a package that imports its own is none of them."""
    names = {name.removeprefix("kjr.") for name in imports(path) if name.startswith("kjr.")}
    return (names & NAMES) - {name_of(path)}


def is_package(name):
    return (KJR / name.replace(".", "/")).is_dir()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_its_row(path):
    assert name_of(path) in RANK or is_package(name_of(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_rows_above_its_own(path):
    me = name_of(path)
    mine = RANK.get(me, len(LAYERS))
    assert {name for name in own(path) if RANK.get(name, -1) >= mine} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_ui_knows_streamlit(path):
    assert ("streamlit" in set(imports(path))) <= name_of(path).startswith("ui")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_below_frames_knows_pandas(path):
    assert ("pandas" in set(imports(path))) <= (RANK.get(name_of(path), 99) >= RANK["frames"])
