"""What people do through the app, as values, and how one act is kept as a line of JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from kjr.values.cells import Cell

EDITS: Final = "edits"
"""The journal of what was done to workbooks and said of them."""
ACCESS: Final = "access"
"""The journal of sign-ins, refusals, looks at personal data and exports."""

HALVES: Final = re.compile("[\ud800-\udfff]")

Typed = Mapping[str, Cell]
"""One row of a ledger as typed: column → cell; blank cells are absent."""


class ActKind(StrEnum):
    """What somebody did."""

    BEGUN = "建立"
    SAVED = "保存"
    UNDONE = "撤销"
    REPEATED = "补回"
    """What somebody's old copy had overwritten was written once more."""
    DROPPED = "不补回"
    RESTORED = "恢复"
    """An earlier version of the whole workbook."""
    FILED = "报送"
    NIL = "零报告"
    RETURNED = "退回"
    ACCEPTED = "采信"
    CORRECTED = "订正"
    WITHDRAWN = "撤回订正"
    HOSTED = "认定主办"
    """Rows of several units tell of one event; the first of them is the host's."""
    APART = "不是同一场"
    DEFERRED = "以后再说"
    UNSETTLED = "撤回认定"
    VERIFIED = "属实"
    """A figure that looks odd, or less than it was, is right; the note says which."""
    LEARNT = "认定词语"
    """What a word people write means, from now on."""
    UNLEARNT = "撤回词语"
    SWEPT = "清理草稿"
    """What was typed long ago and never saved."""
    CHASED = "催报"
    """A message to units was copied, or is about to be sent; ``kjr/state/chases.py`` reads it."""
    TOLD = "发消息"
    """A message that asks nobody for anything is about to be sent."""
    SENT = "已发出"
    UNSENT = "没有发出"
    ANSWERED = "答复"
    """What a unit said to it."""
    LOCKED = "锁定"
    OPENED = "放开"
    SIGNED_IN = "登录"
    SIGNED_OUT = "退出"
    REFUSED = "拒绝"
    VIEWED = "查看个人信息"
    EXPORTED = "导出"
    ISSUED = "发登录码"
    REVOKED = "收回登录码"
    PURGED = "清除个人信息"
    """Of the rows it names by number nothing but that is left which leads to somebody."""
    DONE = "写成"
    FAILED = "未写成"


OUTCOMES: Final = (ActKind.DONE, ActKind.FAILED)
WRITES: Final = (ActKind.SAVED, ActKind.UNDONE, ActKind.REPEATED)
"""What sets cells of a workbook."""


class Edit(NamedTuple):
    """One row before and after; blank before for a new entry, blank after for a cleared one."""

    row: int
    before: Typed
    after: Typed

    @property
    def cells(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Only what differs: column, before, after."""
        for name in dict.fromkeys((*self.before, *self.after)):
            if self.before.get(name) != self.after.get(name):
                yield name, self.before.get(name), self.after.get(name)


class Act(NamedTuple):
    """What one person did at one moment; ``unit`` is blank where all units are meant."""

    moment: dt.datetime
    who: str
    unit: str
    kind: ActKind
    sheet: str = ""
    edits: tuple[Edit, ...] = ()
    note: str = ""
    of: str = ""
    """The id of the act it takes back, repeats or tells the outcome of."""
    id: str = ""
    """Given by the journal."""
    outcome: ActKind | None = None
    ledger: str = ""
    """Which ledger its rows are of; the sheet may be renamed."""
    parts: tuple[Act, ...] = ()
    """Of what concerns several units: each with its unit, and its row as it stood, if any."""
    facts: Mapping[str, str] = {}
    """What else is said of it, by name."""


def pack_act(act: Act) -> dict[str, Any]:
    """An act as JSON holds it: only what is said."""
    return {
        "moment": act.moment.isoformat(),
        **{name: value for name in TEXTS if (value := getattr(act, name))},
        **({"edits": [_map_edit(edit, pack_cell) for edit in act.edits]} if act.edits else {}),
        **({"parts": [pack_act(part) for part in act.parts]} if act.parts else {}),
        **({"facts": dict(act.facts)} if act.facts else {}),
    }


def unpack_act(said: Mapping[str, Any], id: str) -> Act:
    """The act again; ValueError, LookupError or TypeError if it never was one."""
    edits = (Edit(*_map_edit(edit, unpack_cell)) for edit in said.get("edits", ()))
    texts = {name: said.get(name, "") for name in TEXTS} | {"kind": ActKind(said["kind"])}
    moment = dt.datetime.fromisoformat(said["moment"])
    parts = tuple(unpack_act(part, "") for part in said.get("parts", ()))
    facts = {str(name): str(value) for name, value in dict(said.get("facts", {})).items()}
    return Act(moment=moment, edits=tuple(edits), id=id, parts=parts, facts=facts, **texts)


def rename_units(act: Act, names: Mapping[str, str]) -> Act:
    """The act with its units as they are called now; a name not among ``names`` stays."""
    parts = tuple(rename_units(part, names) for part in act.parts)
    return act._replace(unit=names.get(act.unit, act.unit), parts=parts)


def pack_json(said: Any) -> str:  # noqa: ANN401
    r"""JSON as a database can hold it: halves of characters, which programs leave, by number.

    >>> pack_json(["示例", "\ud83d"])
    '["示例", "\\ud83d"]'
    """
    return HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(said, ensure_ascii=False))


def encode_text(text: str) -> bytes:
    """JSON text as bytes, halves of characters too, which programs leave in what they copy."""
    return text.encode("utf-8", "surrogatepass")


def _map_edit(edit: Iterable[Any], change: Callable[[Any], Any]) -> list[Any]:
    row, *lines = edit
    return [row, *({name: change(cell) for name, cell in line.items()} for line in lines)]


def pack_cell(cell: Cell) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A cell as JSON holds it: moments and spans under their kind's name.

    >>> pack_cell(dt.date(2019, 5, 28)), pack_cell(3.0)
    ({'date': '2019-05-28'}, 3.0)
    """
    match cell:
        case dt.datetime() | dt.date() | dt.time():
            return {type(cell).__name__: cell.isoformat()}
        case dt.timedelta():
            return {"seconds": cell.total_seconds()}
        case _:
            return cell


def unpack_cell(said: Any) -> Cell:  # noqa: ANN401
    """The cell again; ValueError, LookupError or TypeError if it never was one."""
    if isinstance(said, dict):
        ((kind, value),) = said.items()
        return READERS[kind](value)
    return said  # type: ignore[no-any-return]


TEXTS: Final = ("who", "unit", "kind", "sheet", "ledger", "note", "of")
READERS: Final[Mapping[str, Callable[[Any], Cell]]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "seconds": lambda seconds: dt.timedelta(seconds=seconds),
}
