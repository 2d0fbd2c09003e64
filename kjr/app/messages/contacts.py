"""Whom to ask in each unit: contacts.csv beside units.csv, for the office alone.

It is a file of its own, so that the roster can be handed around: nothing of it is frozen, copied
into an example's or another year's folder, or shown to anybody but the office.

>>> text = "单位,联络员,电话,邮箱,群\\n甲县,示例员,,a@example.cn、b@example.cn,北片群\\n丙县,,,,"
>>> book = parse_contacts(text, {"甲县": "甲县科协"}.get)
>>> book.by_unit["甲县科协"].mails, book.wrong
(('a@example.cn', 'b@example.cn'), ('contacts.csv 第3行：名册上没有“丙县”',))
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from kjr.app.kept_campaign import ask_folder
from kjr.campaign.loading import read_campaign_file
from kjr.campaign.model import Campaign
from kjr.campaign.units_file import NAME, PRIVATE, join_cell, read_csv_lines
from kjr.store.files import find_stamp
from kjr.store.folder.patience import READING, NoAnswerError, Patience
from kjr.values.spelling.characters import fold_text

CONTACTS: Final = "contacts.csv"
LIAISON, PHONE, MAIL, GROUP = PRIVATE
COLUMNS: Final = (NAME, LIAISON, PHONE, MAIL, GROUP)
WORDS: Final = {
    word: name
    for name, words in {NAME: ("单位名称", "单位全称", "所在单位"), **PRIVATE}.items()
    for word in (name, *words)
}
"""What people write above a column → the column."""
LOST: Final = re.compile(r"(?<![\w.])\d(?:\.\d+)?[Ee]\+\d{2,}(?!\w)|#{3,}")
"""What Excel leaves of a long number in a narrow column."""
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


SHORTLY: Final = 1.0
"""Seconds that a page waits for what may have changed in contacts that are known."""
UNREACHED: Final = "活动文件夹所在的网络盘没有回应，联络员暂时读不到"


def ask_contacts(folder: Path, campaign: Campaign) -> ContactBook:
    """The contacts in a campaign's folder, or the one sentence why nobody can read them now."""
    load = partial(load_contacts, folder, campaign)
    return ask_folder(load, ContactBook(wrong=(UNREACHED,)))


class KnownContacts:
    """The contacts of one folder, read again once their file or the roster is another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: tuple[object, Campaign, ContactBook] | None = None
        self._patience = Patience()

    def ask(self, campaign: Campaign) -> ContactBook:
        """The same as ``ask_contacts``, at the price of one look at the file.

        A page waits for it: where the folder does not answer shortly, those known stay.
        """
        known = self._known
        try:
            seconds = SHORTLY if known else READING
            return self._patience.call(lambda _: self._find(campaign), seconds)
        except (OSError, NoAnswerError):
            return (known[2] if known else ContactBook())._replace(wrong=(UNREACHED,))

    def _find(self, campaign: Campaign) -> ContactBook:
        stamp, known = find_stamp(self._folder / CONTACTS), self._known
        if known and known[0] == stamp and known[1] is campaign:
            return known[2]
        book = load_contacts(self._folder, campaign)
        self._known = stamp, campaign, book
        return book


def load_contacts(folder: Path, campaign: Campaign) -> ContactBook:
    """The contacts kept in a campaign's folder; none if there is no such file."""
    if not (folder / CONTACTS).exists():
        return ContactBook()
    text, wrong = read_campaign_file(folder / CONTACTS)
    find_unit = campaign.unit_names.get
    return ContactBook(wrong=tuple(wrong)) if wrong else parse_contacts(text, find_unit)


def parse_contacts(text: str, find_unit: Callable[[str], str | None]) -> ContactBook:
    """The contacts in a table's text; ``find_unit`` knows a unit by any of its names."""
    rows, end = read_csv_lines(text)
    written = [fold_text(cell) for cell in rows.pop(1, [])]
    header = [WORDS.get("".join(word.casefold().split()), word) for word in written]
    wrong = [(1, each) for each in _find_header_slips(header, written)]
    found: dict[str, Contact] = {}
    for number, row in rows.items() if NAME in header else ():
        named = list(zip(header, row, strict=False))
        cells = dict.fromkeys(COLUMNS, "") | dict(reversed(named))
        if not any(row):
            continue
        unit = find_unit(join_cell(cells[NAME]))
        wrong += [(number, each) for each in _find_slips(cells, unit, unit in found)]
        if any(row[len(header) :]):
            wrong.append((number, "比表头多几格，多出来的没有读"))
        if unit and unit not in found:
            liaison, phone, group = (_read_text(cells[name]) for name in (LIAISON, PHONE, GROUP))
            found[unit] = Contact(liaison, phone, _read_mails(cells[MAIL]) or (), group)
    wrong += [end] if end else []
    return ContactBook(found, tuple(f"{CONTACTS} 第{number}行：{each}" for number, each in wrong))


def _find_header_slips(header: list[str], written: list[str]) -> Iterator[str]:
    if NAME not in header:
        yield f"没有“{NAME}”这一列，列应是 {'、'.join(COLUMNS)}"
    yield from (f"没有“{name}”这一列" for name in header if name and name not in COLUMNS)
    for name in COLUMNS:
        words = [word for word, meant in zip(written, header, strict=True) if meant == name]
        if len(words) > 1:
            yield f"“{'”“'.join(dict.fromkeys(words))}”写了{len(words)}列{name}，只用第一列"


def _find_slips(cells: Mapping[str, str], unit: str | None, is_twice: object) -> Iterator[str]:
    if unit is None:
        yield f"名册上没有“{cells[NAME]}”"
    elif is_twice:
        yield f"“{unit}”写了两行，只用第一行"
    if _read_mails(cells[MAIL]) is None:
        yield "邮箱写法不对，这一格没有用；应像 name@example.cn，几个用顿号隔开"
    for name in (PHONE, GROUP):
        if LOST.search(cells[name]):
            yield f"{name}被 Excel 写成了“{cells[name]}”，号码已经丢了；请把这一列设成文本再填一次"


def _read_mails(cell: str) -> tuple[str, ...] | None:
    """The addresses in a cell; None where any of it is none, lest a stranger is written to.

    >>> _read_mails("a@example.cn\\nb＠example.cn"), _read_mails("a@example.cnb@example.cn")
    (('a@example.cn', 'b@example.cn'), None)
    """
    written = [each for each in re.split(r"[、;；,，\s]+", cell.replace("＠", "@")) if each]
    if all(map(ADDRESS.fullmatch, written)):
        return tuple(dict.fromkeys(written))
    return None


def _read_text(cell: str) -> str:
    """A cell on one line; nothing of a number that is lost."""
    return "" if LOST.search(cell) else " ".join(cell.split())
