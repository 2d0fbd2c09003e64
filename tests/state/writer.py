"""A second process at one journal: says where, what to do, and waits for a line of input."""

import datetime as dt
import sys
from pathlib import Path

from kjr.errors import KjrError
from kjr.state.acts import Act, ActKind, Edit
from kjr.state.engine.connections import is_address
from kjr.state.journal import Journal

MOMENT = dt.datetime(2019, 6, 8, 9, 30, tzinfo=dt.UTC)
OLD = {"走访日期": dt.date(2019, 5, 28), "走访人次": 12.0}
NEW = {"走访日期": dt.datetime(2019, 5, 28, 9), "走访人次": "十三", "备注": True}
SAVED = Act(
    MOMENT, "张示例", "甲学会", ActKind.SAVED, "走访慰问", (Edit(4, OLD, NEW), Edit(9, {}, OLD))
)
NOTE = Act(MOMENT, "组宣部", "乙学会", ActKind.RETURNED, note="请补充走访日期")


FOUND = "已经有了"


def add(journal, name):
    for n in range(20):
        journal.append(NOTE._replace(note=f"{name}-{n}"))


def add_first(journal):
    try:
        journal.append(NOTE, refuse_second)
    except KjrError as error:
        sys.exit(3 if str(error) == FOUND else str(error))


def refuse_second(acts):
    if acts:
        raise KjrError(FOUND)


def hold(journal, unit):
    with journal.turn(unit):
        print("has it", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    place, what, *said = sys.argv[1:]
    found = Journal(place if is_address(place) else Path(place))
    sys.stdin.readline()
    globals()[what](found, *said)
