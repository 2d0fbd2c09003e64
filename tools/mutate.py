"""How strong the tests are: change one place of the code at a time and see whether they notice.

    python -m tools.mutate kjr/figures --count 60 --seed 7 --tests tests/figures

The tests run once as the code is, to learn which of them execute which lines.  Those that execute a
change's line are asked first; when all changes were tried, the rest is asked of those still open,
since what runs in another process executes lines that nobody saw.

Prints what becomes of each change, as a diff if no test noticed it, and the score; where a number
is told twice the last counts.  A draw that was broken off goes on with --from.  A change whose
tests did not end in time is neither noticed nor let pass: it may never end, or the machine was
busy, and a person judges it.  The tree itself is not touched.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tools import executed

ROOT = Path(__file__).parent.parent
OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In},
}
SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult},
    **{ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr},
}
LIMIT = 900
"""Seconds for the tests of one change."""
AT_ONCE = 10
"""Changes after which the tests that noticed them are asked whether they pass without."""
NOTICED, TIMED_OUT, SURVIVED, OPEN = "noticed", "TIMED OUT", "SURVIVED", "open"
PYTEST = ["pytest", "-n", "0", "-q", "-p", "no:cacheprovider"]
REST = ["-n", "2"]
"""The rest runs as the whole suite does: nobody asks in which order."""


class Outcome(NamedTuple):
    """What became of a change, and the test that says so."""

    kind: str
    test: str = ""


class Change(NamedTuple):
    """One place of one file, said otherwise."""

    path: Path
    node: ast.expr | ast.stmt
    text: str

    def applied(self) -> str:
        """The file's text with this change in it."""
        lines = read_source(self.path).splitlines(keepends=True)
        node = self.node
        start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
        end = sum(map(len, lines[: (node.end_lineno or 0) - 1])) + (node.end_col_offset or 0)
        whole = b"".join(lines)
        return (whole[:start] + self.text.encode() + whole[end:]).decode()

    @contextlib.contextmanager
    def made(self, tree: Path) -> Iterator[None]:
        """A copy of the tree holds this change for a while."""
        place = tree / self.path
        before = place.read_bytes()
        place.write_text(self.applied(), encoding="utf-8")
        try:
            yield
        finally:
            place.write_bytes(before)

    def diff(self) -> str:
        """The change as a reader of code sees it."""
        old = read_source(self.path).decode().splitlines()
        name = str(self.path)
        return "\n".join(
            difflib.unified_diff(old, self.applied().splitlines(), name, name, n=1, lineterm="")
        )


Ask = Callable[[Change, set[str]], Outcome]
"""How tests are asked of a change that is made; some are shaky and left out."""


@cache
def read_source(path: Path) -> bytes:
    """A file as it was when its changes were listed; people go on working meanwhile."""
    return (ROOT / path).read_bytes()


def list_changes(path: Path) -> Iterator[Change]:
    """Every change of one file that might alter what it does; annotations and words are let be."""
    tree = ast.parse(read_source(path))
    for node in walk_code(tree):
        for text in reword(node):
            yield Change(path, node, text)


def walk_code(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """The expressions and statements that run when the code is used."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            yield from walk_code(child)


def reword(node: ast.expr | ast.stmt) -> Iterator[str]:
    """What could stand in a place instead, each as source text."""
    match node:
        case ast.Compare(ops=[op]) if (other := OPPOSITES.get(type(op))) is not None:
            yield wrap(ast.Compare(node.left, [other()], node.comparators))
        case ast.BoolOp(op=op):
            yield wrap(ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), node.values))
        case ast.UnaryOp(op=ast.Not()):
            yield wrap(node.operand)
        case ast.BinOp(op=op) if (sign := SIGNS.get(type(op))) is not None:
            yield wrap(ast.BinOp(node.left, sign(), node.right))
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.IfExp():
            yield wrap(ast.IfExp(node.test, node.orelse, node.body))
        case ast.Return(value=value) if not is_constant(value):
            yield "return None"
        case ast.Expr(value=ast.Call()):
            yield "pass"
        case ast.Call(func=ast.Name(id="sorted" | "reversed"), args=[of, *_]):
            yield f"list({ast.unparse(of)})"
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=args, keywords=keywords):
            other_name = ast.Name("max" if name == "min" else "min")
            yield wrap(ast.Call(other_name, args, keywords))
        case ast.Call(func=ast.Name(id="any" | "all" as name), args=args):
            yield wrap(ast.Call(ast.Name("all" if name == "any" else "any"), args, []))


def wrap(node: ast.expr) -> str:
    """An expression's text, safe to put anywhere."""
    return f"({ast.unparse(ast.fix_missing_locations(node))})"


def is_constant(value: ast.expr | None) -> bool:
    """Whether a return gives nothing or one fixed word, where None in its place says little."""
    return value is None or isinstance(value, ast.Constant)


def try_changes(
    numbered: list[tuple[int, Change]], tree: Path, known: executed.Executed, ask: Ask
) -> Iterator[tuple[int, Outcome]]:
    """What the tests say of copies of the tree that each hold a change, as it becomes known.

    A test that fails without the change as well, as one of time does on a busy machine, says
    nothing of it: such a change is tried again without that test and told anew.
    """
    left, shaky = dict(numbered), set[str]()
    while left:
        told: dict[int, str] = {}
        for number, change in left.items():
            with change.made(tree):
                outcome = ask(change, shaky)
            yield number, outcome
            if outcome.kind == NOTICED and "::" in outcome.test:
                told[number] = outcome.test.partition(" ")[2].partition(" - ")[0]
        found = find_shaky({*told.values()} - shaky, tree, known)
        shaky |= found
        left = {number: left[number] for number in told if told[number] in found}


def find_shaky(tests: set[str], tree: Path, known: executed.Executed) -> set[str]:
    """Those that fail without a change: asked all at once, and one by one only if any does."""
    usual = sorted(tests & known.seconds.keys())
    fine = {*usual} if usual and run_tests(tree, usual).kind == SURVIVED else set[str]()
    return {each for each in tests - fine if fails_anyway(each, tree)}


def fails_anyway(test: str, tree: Path) -> bool:
    """Whether a test fails, or does not end, without a change; one only a change names does not."""
    outcome = run_tests(tree, [test])
    return outcome.kind == TIMED_OUT or "::" in outcome.test


def ask_first(
    tree: Path, tests: list[str], known: executed.Executed, change: Change, shaky: set[str]
) -> Outcome:
    """What the tests say that execute a change's line, but for the shaky ones.

    Where nobody saw it run, as what runs when a module is imported, those that mirror the module.
    """
    first = order_tests(change, tree, known, shaky)
    near = first or list_own_tests(change.path, tree)
    outcome = run_tests(tree, near + leave_out(shaky)) if near else Outcome(SURVIVED)
    if first and outcome.kind == NOTICED and "::" not in outcome.test:
        # The change may have renamed the tests that were asked for, or lets none begin.
        outcome = run_tests(tree, tests + leave_out(shaky))
    return Outcome(OPEN) if outcome.kind == SURVIVED else outcome


def ask_rest(
    tree: Path, tests: list[str], known: executed.Executed, change: Change, shaky: set[str]
) -> Outcome:
    """What all tests say that do not execute the line of a change, as far as that was seen."""
    asked = known.list_left_out({*order_tests(change, tree, known, shaky)})
    return run_tests(tree, REST + tests + leave_out(shaky) + asked)


def leave_out(tests: set[str]) -> list[str]:
    """What tells pytest to leave these out."""
    return [f"--deselect={each}" for each in sorted(tests)]


def order_tests(change: Change, tree: Path, known: executed.Executed, shaky: set[str]) -> list[str]:
    """The tests that execute a change's lines: those of its module, of its room, the quickest."""
    lines = range(change.node.lineno, (change.node.end_lineno or change.node.lineno) + 1)
    near = [str(change.path), *list_own_tests(change.path, tree)]

    def tell_place(test: str) -> tuple[int, float]:
        far = next((n for n, each in enumerate(near) if test.startswith(each)), len(near))
        return far, known.seconds[test]

    return sorted(known.find_tests(change.path, lines) - shaky, key=tell_place)


def list_own_tests(path: Path, tree: Path) -> list[str]:
    """The test module of a module of code and the nearest room of tests; as far as they exist."""
    rooms = [Path("tests", *path.parts[1:depth]) for depth in range(len(path.parts) - 1, 1, -1)]
    own = [rooms[0] / f"test_{path.name}", *rooms] if rooms else []
    return [str(each) for each in own if (tree / each).exists()][:2]


def run_tests(tree: Path, tests: list[str], limit: float = LIMIT) -> Outcome:
    """Which test failed first, or did not end within its own time or all of theirs, in seconds."""
    command = [sys.executable, "-m", *PYTEST, "-x"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)}
    try:
        run = subprocess.run(
            [*command, *tests],
            check=False,
            cwd=tree,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return Outcome(TIMED_OUT, f"after {limit} s")
    if run.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return Outcome(SURVIVED)
    # Where CI is set pytest tells a failure in full, over as many lines as it takes.
    _, _, summary = run.stdout.rpartition("short test summary info")
    named = [line for line in summary.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    test = (named or [f"pytest ended with {run.returncode}"])[0]
    return Outcome(TIMED_OUT if "Timeout (>" in run.stdout + run.stderr else NOTICED, test)


def copy_tree(into: Path) -> None:
    """Every file of the work tree that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)


def main() -> int:
    """Draw the changes, try each, print what went unnoticed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("places", nargs="+", help="files or folders of code")
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tests", nargs="+", required=True, help="what pytest runs on each")
    options.add_argument("--from", type=int, default=1, dest="first", help="the change to begin at")
    options.add_argument("--list", action="store_true", help="show the changes, try none")
    given = options.parse_args()
    paths = [
        path.relative_to(ROOT)
        for place in given.places
        for path in sorted(
            (ROOT / place).rglob("*.py") if (ROOT / place).is_dir() else [ROOT / place]
        )
    ]
    every = [change for path in paths for change in list_changes(path)]
    drawn = random.Random(given.seed).sample(every, min(given.count, len(every)))
    if given.list:
        print(*(change.diff() for change in drawn), sep="\n\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tree, wanted = Path(folder), drawn[given.first - 1 :]
        copy_tree(tree)
        known = executed.record(tree, {change.path for change in wanted}, given.tests, PYTEST)
        last = try_all(drawn, given.first, tree, given.tests, known)
        kinds = Counter(last.values())
    print(
        f"{kinds[NOTICED]} of {len(wanted)} noticed, {kinds[TIMED_OUT]} timed out, "
        f"{kinds[SURVIVED]} survived; {len(every)} places in all"
    )
    return 0


def try_all(
    drawn: list[Change], first: int, tree: Path, tests: list[str], known: executed.Executed
) -> dict[int, str]:
    """What became of each change: the open ones are tried by the rest when all were tried once."""
    last: dict[int, str] = {}
    for ask in (partial(ask_first, tree, tests, known), partial(ask_rest, tree, tests, known)):
        tried = [n for n in range(first, len(drawn) + 1) if last.get(n, OPEN) == OPEN]
        for begin in range(0, len(tried), AT_ONCE):
            batch = [(number, drawn[number - 1]) for number in tried[begin : begin + AT_ONCE]]
            for number, outcome in try_changes(batch, tree, known, ask):
                last[number] = outcome.kind
                print(f"{number}/{len(drawn)} {outcome.kind} {outcome.test}".rstrip(), flush=True)
                if outcome.kind != NOTICED:
                    print(drawn[number - 1].diff(), flush=True)
    return last


if __name__ == "__main__":
    sys.exit(main())
