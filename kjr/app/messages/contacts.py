"""Whom to ask in each unit: contacts.csv beside units.csv, for the office alone.

It is a file of its own, so that the roster can be handed around: nothing of it is frozen, copied
into an example's or another year's folder, or shown to anybody but the office.

>>> text = "单位,联络员,电话,邮箱,群\\n甲县,示例员,,a@example.cn、b@example.cn,北片群\\n丙县,,,,"
>>> book = parse_contacts(text, {"甲县": "甲县科协"}.get)
>>> book.by_unit["甲县科协"].mails, book.wrong
(('a@example.cn', 'b@example.cn'), ('contacts.csv 第3行：名册上没有“丙县”',))
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kjr.campaign.loading import read_campaign_file
from kjr.campaign.model import Campaign
from kjr.campaign.units_file import NAME
from kjr.values.spelling.characters import INVISIBLE, fold_text

CONTACTS: Final = "contacts.csv"
LIAISON, PHONE, MAIL, GROUP = "联络员", "电话", "邮箱", "群"
COLUMNS: Final = (NAME, LIAISON, PHONE, MAIL, GROUP)
ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


class Contact(NamedTuple):
    """Whom to ask in a unit; blanks are not known."""

    liaison: str = ""
    phone: str = ""
    mails: tuple[str, ...] = ()
    group: str = ""
    """The group its clerk is in; blank for its district's."""


NO_CONTACT: Final = Contact()


class ContactBook(NamedTuple):
    """The contacts that could be read, and what is wrong with the file."""

    by_unit: Mapping[str, Contact] = {}
    wrong: tuple[str, ...] = ()

    def find(self, unit: str) -> Contact:
        """Whom to ask in a unit; nobody known if there is no line."""
        return self.by_unit.get(unit, NO_CONTACT)


def load_contacts(folder: Path, campaign: Campaign) -> ContactBook:
    """The contacts kept in a campaign's folder; none if there is no such file."""
    if not (folder / CONTACTS).exists():
        return ContactBook()
    text, wrong = read_campaign_file(folder / CONTACTS)
    names = {
        name: unit.name
        for unit in campaign.units
        for name in (*unit.aliases, unit.short, unit.name)
        if name
    }
    return ContactBook(wrong=tuple(wrong)) if wrong else parse_contacts(text, names.get)


def parse_contacts(text: str, find_unit: Callable[[str], str | None]) -> ContactBook:
    """The contacts in a table's text; ``find_unit`` knows a unit by any of its names."""
    reader = csv.reader(text.splitlines())
    header = [fold_text(cell) for cell in next(reader, [])]
    wrong = [f"第1行：{each}" for each in _find_header_slips(header)]
    found: dict[str, Contact] = {}
    for row in reader:
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(header, map(_clean, row), strict=False))
        if not any(cells.values()):
            continue
        unit = find_unit(cells[NAME])
        slips = list(_find_slips(cells, unit, unit in found))
        wrong += [f"第{reader.line_num}行：{each}" for each in slips]
        if unit and unit not in found:
            mails = tuple(ADDRESS.findall(cells[MAIL]))
            found[unit] = Contact(cells[LIAISON], cells[PHONE], mails, cells[GROUP])
    return ContactBook(found, tuple(f"{CONTACTS} {each}" for each in wrong))


def _find_header_slips(header: list[str]) -> Iterator[str]:
    if NAME not in header:
        yield f"没有“{NAME}”这一列，列应是 {'、'.join(COLUMNS)}"
    yield from (f"没有“{name}”这一列" for name in header if name and name not in COLUMNS)


def _find_slips(cells: Mapping[str, str], unit: str | None, is_twice: object) -> Iterator[str]:
    if unit is None:
        yield f"名册上没有“{cells[NAME]}”"
    elif is_twice:
        yield f"“{unit}”写了两行，只用第一行"
    rest = re.sub(r"[、;；,，\s]", "", ADDRESS.sub("", cells[MAIL]))
    if rest:
        yield "邮箱写法不对，应像 name@example.cn，几个用顿号隔开"


def _clean(cell: str) -> str:
    return cell.translate(INVISIBLE).strip()
