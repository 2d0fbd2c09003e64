"""Enough of the formula language that a formula shows its result: arithmetic, references, sums.

What is not known becomes #NAME?, as in the editor.  References do not move when rows do.
"""

import operator
import re

from .a1 import parse_cells, split_title

ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
}
TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:'(?:[^']|'')+'!|\w+!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(]))
    |(?P<name>[A-Za-z_][\w.]*)|(?P<op><>|<=|>=|[-+*/^&=<>%(),;]))""",
    re.X,
)
LEVELS = (("=", "<>", "<=", ">=", "<", ">"), ("&",), ("+", "-"), ("*", "/"), ("^",))
DEEPEST = 60


class FormulaError(Exception):
    """A formula's result is an error; the text is what the cell shows."""


def result(formula, look_up, depth=0):
    """The value of ``=…``; ``look_up(title, rect, depth)`` gives rows of values.

    >>> result("=1+2*3", None), result('="a"&1', None), result("=-2^2", None)
    (7, 'a1', 4)
    """
    if depth > DEEPEST:
        raise FormulaError("#REF!")
    parser = _Parser(_tokens(formula[1:]), lambda title, rect: look_up(title, rect, depth + 1))
    value = parser.level(0)
    if parser.tokens:
        raise FormulaError("#ERROR!")
    if isinstance(value, list):
        value = value[0][0] if value and value[0] else 0
    return 0 if value is None else value


def _tokens(text):
    tokens, place = [], 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if not found:
            raise FormulaError("#ERROR!")
        tokens.append((found.lastgroup, found[found.lastgroup]))
        place = found.end()
    return tokens


class _Parser:
    """Recursive descent over a list of tokens."""

    def __init__(self, tokens, look_up):
        self.tokens = tokens
        self.look_up = look_up

    def next_is(self, *words):
        return bool(self.tokens) and self.tokens[0][0] == "op" and self.tokens[0][1] in words

    def take(self):
        if not self.tokens:
            raise FormulaError("#ERROR!")
        return self.tokens.pop(0)

    def level(self, n):
        if n == len(LEVELS):
            return self.signed()
        value = self.level(n + 1)
        while self.next_is(*LEVELS[n]):
            value = _combined(self.take()[1], value, self.level(n + 1))
        return value

    def signed(self):
        if self.next_is("-", "+"):
            sign = self.take()[1]
            value = _number(self.signed())
            return -value if sign == "-" else value
        value = self.single()
        while self.next_is("%"):
            self.take()
            value = _number(value) / 100
        return value

    def single(self):
        kind, word = self.take()
        match kind:
            case "number":
                number = float(word)
                return int(number) if number.is_integer() else number
            case "text":
                return word[1:-1].replace('""', '"')
            case "ref":
                return self.reference(word)
            case "name":
                return self.call(word.upper())
        if word != "(":
            raise FormulaError("#ERROR!")
        value = self.level(0)
        if self.take()[1] != ")":
            raise FormulaError("#ERROR!")
        return value

    def reference(self, word):
        title, cells = split_title(word) if "!" in word else (None, word)
        rows = self.look_up(title, parse_cells(cells.replace("$", "")))
        return rows if ":" in cells else rows[0][0]

    def call(self, name):
        if name in {"TRUE", "FALSE"} and not self.next_is("("):
            return name == "TRUE"
        if not self.next_is("("):
            raise FormulaError("#NAME?")
        given = self.arguments()
        if name not in FUNCTIONS:
            raise FormulaError("#NAME?")
        try:
            return FUNCTIONS[name](*given)
        except (TypeError, IndexError):
            raise FormulaError("#N/A") from None

    def arguments(self):
        self.take()
        given = []
        while not self.next_is(")"):
            given.append(self.level(0))
            if self.next_is(",", ";"):
                self.take()
        self.take()
        return given


def _number(value):
    if isinstance(value, list):
        value = value[0][0]
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise FormulaError("#VALUE!") from None
    return int(value) if isinstance(value, bool) else value


def _text(value):
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)


def _divided(one, other):
    if not other:
        raise FormulaError("#DIV/0!")
    share = one / other
    return int(share) if share.is_integer() else share


ARITHMETIC = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
    "^": operator.pow,
}
ORDER = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _combined(sign, one, other):
    if sign in ARITHMETIC:
        return ARITHMETIC[sign](_number(one), _number(other))
    if sign == "&":
        return _text(one) + _text(other)
    same = isinstance(one, str) == isinstance(other, str)
    return ORDER[sign](one, other) if same else sign == "<>"


def _flat(given):
    for value in given:
        if isinstance(value, list):
            for row in value:
                yield from row
        else:
            yield value


def _numbers(given):
    return [v for v in _flat(given) if isinstance(v, (int, float)) and not isinstance(v, bool)]


def _average(*given):
    return _divided(sum(_numbers(given)), len(_numbers(given)))


FUNCTIONS = {
    "SUM": lambda *given: sum(_numbers(given)),
    "AVERAGE": _average,
    "COUNT": lambda *given: len(_numbers(given)),
    "COUNTA": lambda *given: sum(value not in (None, "") for value in _flat(given)),
    "MIN": lambda *given: min(_numbers(given), default=0),
    "MAX": lambda *given: max(_numbers(given), default=0),
    "IF": lambda test, yes, no=False: yes if test else no,
    "AND": lambda *given: all(_flat(given)),
    "OR": lambda *given: any(_flat(given)),
    "NOT": lambda value: not value,
    "ROUND": lambda value, places=0: round(_number(value), int(places)),
    "ABS": lambda value: abs(_number(value)),
    "LEN": lambda value: len(_text(value)),
    "UPPER": lambda value: _text(value).upper(),
    "LOWER": lambda value: _text(value).lower(),
    "CONCATENATE": lambda *given: "".join(map(_text, _flat(given))),
    "CONCAT": lambda one, other: _text(one) + _text(other),
    "HYPERLINK": lambda link, label=None: link if label is None else label,
    "IMAGE": lambda *_: "",
    "NA": lambda: _raise("#N/A"),
}


def _raise(words):
    raise FormulaError(words)
