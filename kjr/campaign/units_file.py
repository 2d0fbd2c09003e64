"""From the text of units.csv to units, and what is wrong with it, line by line.

>>> units, mistakes = parse_roster("单位,类别,县区\\n甲县科协,科协,甲县\\n乙县科协,科斜,乙县")
>>> [(number, unit.name) for number, unit in units.items()], mistakes
([(2, '甲县科协'), (3, '乙县科协')], [])
>>> [(each.key, each.what) for each in find_roster_unknowns(units, ["科协"], ["甲县", "乙县"])]
[('3', '没有“科斜”这种类别，是不是 科协？')]
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import Unit
from kjr.campaign.suggestions import suggest_word
from kjr.values.escapes import is_safe_file_name
from kjr.values.spelling.characters import INVISIBLE, fold_text

ROSTER: Final = "units.csv"
NAME, SHORT, KIND, DISTRICT, ALIASES, EXPECTED = "单位", "简称", "类别", "县区", "别名", "应报"
HEADERS: Final = (NAME, SHORT, KIND, DISTRICT, ALIASES, EXPECTED)
NEEDED: Final = (NAME, KIND, DISTRICT)
NEVER_BLANK: Final = {NAME: "单位名称", KIND: "类别", DISTRICT: "县区"}
PRIVATE: Final[Mapping[str, tuple[str, ...]]] = {
    "联络员": ("联络人", "联系人", "联络员姓名", "联络人姓名", "联系人姓名", "姓名"),
    "电话": (
        *("手机", "手机号", "手机号码", "电话号码", "移动电话", "办公电话", "固定电话", "座机"),
        *("联系电话", "联络电话", "联系方式", "联系手机", "联络员电话", "联络员手机"),
        *("联络员手机号", "联系人电话", "联系人手机", "联系人手机号"),
    ),
    "邮箱": ("电子邮箱", "电子邮件", "邮件", "邮箱地址", "邮件地址", "email", "e-mail", "mail"),
    "群": (
        "微信群",
        "群名",
        "群名称",
        "微信群名",
        "微信群名称",
        "工作群",
        "所在群",
        "qq群",
        "钉钉群",
    ),
}
"""What may not stand in the roster, which is handed around → the other words people write."""
UNPAIRED: Final = "引号不成对，或者一格太长：这一行往后都没有读"
ANSWERS: Final = {"是": True, "": True, "否": False}


def read_csv_lines(text: str) -> tuple[dict[int, list[str]], tuple[int, str] | None]:
    """The cells of each line by its number, and where the rest cannot be read, with why.

    A cell may hold several lines, as Excel saves one that was written so.

    >>> read_csv_lines('甲,"一\\n二"\\n乙,三\\n丙,"四\\n丁')
    ({1: ['甲', '一\\n二'], 3: ['乙', '三']}, (4, '引号不成对，或者一格太长：这一行往后都没有读'))
    """
    reader, lines = csv.reader(io.StringIO(text, newline=""), strict=True), {}
    number = 1
    try:
        for row in reader:
            lines[number] = [cell.translate(INVISIBLE).strip() for cell in row]
            number = reader.line_num + 1
    except csv.Error:
        return lines, (number, UNPAIRED)
    return lines, None


def join_cell(cell: str) -> str:
    """A name on one line."""
    return re.sub(r"\s*[\r\n]+\s*", "", cell)


def parse_roster(text: str) -> tuple[dict[int, Unit], list[Mistake]]:
    """Each unit by the number of its line, and what is wrong with the file itself."""
    rows, end = read_csv_lines(text)
    header = [fold_text(cell) for cell in rows.pop(1, [])]
    lines = {
        number: dict.fromkeys(HEADERS, "") | dict(zip(header, map(join_cell, row), strict=False))
        for number, row in rows.items()
        if any(row)
    }
    if not {*NEEDED} <= {*header}:  # whatever else is wrong comes of that
        return {}, [_at(1, each) for each in _in_header(header)]
    units = {number: _unit(cells) for number, cells in lines.items()}
    wrong = [_at(number, each) for number in lines for each in _in_line(lines[number])]
    wrong += _find_overhang(rows, header)
    wrong = [*(_at(1, each) for each in _in_header(header)), *wrong, *_same_names(units)]
    return units, [*wrong, *([_at(*end)] if end else [])]


def find_roster_unknowns(
    units: Mapping[int, Unit], kinds: Collection[str], districts: Collection[str]
) -> Iterator[Mistake]:
    """Units whose kind or district the campaign does not know; for want of any they are told."""
    for number, unit in units.items():
        if unit.kind and unit.kind not in kinds:
            hint = suggest_word(unit.kind, kinds)
            yield _at(number, f"没有“{unit.kind}”这种类别{hint}")
        if unit.district and unit.district not in districts:
            hint = suggest_word(unit.district, districts)
            yield _at(number, f"没有“{unit.district}”这个县区{hint}")


def _at(number: int, what: str) -> Mistake:
    return Mistake((ROSTER,), what, str(number))


def _unit(cells: Mapping[str, str]) -> Unit:
    aliases = tuple(filter(None, map(str.strip, re.split("[、;]", cells[ALIASES]))))
    is_expected = ANSWERS.get(cells[EXPECTED], True)
    return Unit(cells[NAME], cells[KIND], cells[DISTRICT], cells[SHORT], aliases, is_expected)


def _in_header(header: Collection[str]) -> Iterator[str]:
    missing = [name for name in NEEDED if name not in header]
    others = [name for name in header if name and name not in HEADERS]
    if len(missing) == len(others) == 1:
        yield f"没有“{others[0]}”这一列，是不是 {missing[0]}？"
    elif missing:
        said = f"，现有的“{'、'.join(others)}”认不出来" if others else ""
        yield f"缺少“{'、'.join(missing)}”{said}"
    else:
        yield from (_tell_column(name) for name in others)


def _tell_column(name: str) -> str:
    if any(name.casefold() in (own, *words) for own, words in PRIVATE.items()):
        return f"“{name}”请写到旁边的 contacts.csv，只有活动办能看，名册谁都会看到"
    return f"没有“{name}”这一列{suggest_word(name, HEADERS)}"


def _find_overhang(rows: Mapping[int, Sequence[str]], header: Collection[str]) -> Iterator[Mistake]:
    """Cells under no header; where they stand in every line, the header is what lacks one."""
    more = {number: [*filter(None, row[len(header) :])] for number, row in rows.items() if any(row)}
    if len(more) > 1 and all(more.values()):
        lacking = [name for name in HEADERS if name not in header]
        hint = f"，是不是少了 {lacking[0]}？" if len(lacking) == 1 else ""
        yield _at(
            1, f"表头比下面各行少，没有一列写着“{'、'.join(next(iter(more.values())))}”{hint}"
        )
        return
    for number, cells in more.items():
        if cells:
            yield _at(number, f"比第1行多出“{'、'.join(cells)}”，写在哪一列？")


def _in_line(cells: Mapping[str, str]) -> Iterator[str]:
    if blank := [said for name, said in NEVER_BLANK.items() if not cells[name]]:
        yield f"没有写{'、'.join(blank)}"
    if cells[NAME] and not is_safe_file_name(cells[NAME]):
        yield f"单位名称“{cells[NAME]}”不能用作文件名，请去掉符号"
    if cells[EXPECTED] not in ANSWERS:
        yield f"应报只能写是或否，现为“{cells[EXPECTED]}”"


def _same_names(units: Mapping[int, Unit]) -> Iterator[Mistake]:
    """Two units may not answer to one name; those of one unit written twice are told together."""
    first: dict[str, int] = {}
    for number, unit in units.items():
        names = [*filter(None, dict.fromkeys((unit.name, unit.short, *unit.aliases)))]
        for line in dict.fromkeys(first.get(name, number) for name in names):
            if line != number:
                same = [name for name in names if first.get(name) == line]
                others = f"等{len(same)}个名字" if len(same) > 1 else ""
                yield _at(number, f"“{same[0]}”{others}和第{line}行的单位重名")
        first.update({name: first.get(name, number) for name in names})
