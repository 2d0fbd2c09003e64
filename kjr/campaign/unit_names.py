"""Whose workbook is this: from a file's name, or a name somebody wrote, to a unit of the roster.

>>> both = (Unit("西夏区科协", "", "", "西夏"), Unit("银川市心理卫生学会", "", ""))
>>> whose = build_resolver(both)
>>> whose("银川市西夏区科学技术协会-2019年台账（最终版2）"), whose("西厦区科协"), whose("某某医院")
('西夏区科协', '西夏区科协', None)
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from kjr.campaign.model import Campaign, Unit
from kjr.values.spelling.characters import fold_text

COPY_MARKS: Final = re.compile(
    r"副本|复件|备份|拷贝|copy|conflicted|\(\d+\)|（\d+）"
    r"|(?:最终|终稿|定稿|最新|新|修改|修订|更新|盖章|正式|初)(?:版|稿)?\d*|第?[0-9一二三四五]+[版稿]|[vV]\d+(?:\.\d+)*"
    r"|改\d*$|终版?\d*",
    re.IGNORECASE,
)
WORDS: Final = re.compile(
    r"附件|附表|关于|报送|上报|填报|填写|提交|系统|全国|“|”|台账|工作簿|表格?|统计|汇总|情况|登记|材料"
    r"|总结|活动|工作|数据|电子版|书面版?|文档|明细|清单|服务|志愿|队伍|主题"
    r"|的|函|年度?|月|日|号|\d+"
)
PLACES: Final = re.compile(r"^\w{0,6}(?:市|省|自治区)$")
ENDINGS: Final = "市县区州盟旗镇乡"
LEVELS: Final = re.compile("省|自治区|市")
ENDING: Final = re.compile(r"\.[a-z]{2,4}x?$")
"""What a program adds to a file's name."""
HARMLESS: Final = frozenset("省市县区的")
"""Left out or put in, these do not make another body of a name."""
ALIKE, CLEAR = 78, 8
"""How alike a misspelt name must be, and how much more than any other unit's, in percent."""
ANYBODYS: Final = "办公室"
"""A department every body has, whose name therefore says nothing of whose it is."""


def build_resolver(
    units: Sequence[Unit],
    file_words: Iterable[str] = (),
    file_units: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[str], str | None]:
    """Tell by a written name whose it is; the answer is the unit's full name, None when unclear.

    ``file_words`` are those of the campaign that say nothing about whose a file is; ``file_units``
    says of single files, by their whole names, whose they are.
    """
    names, idle = _names(units), _compile_idle_words(file_words)
    told = {ENDING.sub("", _folded(name)): unit for name, unit in file_units.items()}
    expected = {unit.name for unit in units if unit.expected}

    def resolve(written: str) -> str | None:
        text = _folded(written)
        if unit := told.get(text) or told.get(ENDING.sub("", text)):
            return unit
        found = {names[text]} if text in names else _contained(names, text, idle)
        if len(found) > 1:
            found = found & expected or found
        return found.pop() if len(found) == 1 else _misspelt(names, strip_file_name(written, idle))

    return resolve


def build_file_resolver(campaign: Campaign) -> Callable[[str], str | None]:
    """Tell by a file's name whose it is in this campaign."""
    return build_resolver(campaign.units, campaign.file_words, campaign.file_units)


def find_stem(place: str) -> str:
    """A place's name as it stands in other names: 甲州市 is 甲州.

    >>> find_stem("甲州市"), find_stem("甲县")
    ('甲州', '甲县')
    """
    stem = place[:-1] if place[-1:] in ENDINGS else place
    return stem if len(stem) > 1 else place


def find_level_above(body: str) -> str:
    """Of what level a body is, in its own word; blank if its name says nothing of it.

    >>> find_level_above("甲省科协"), find_level_above("省、市科协"), find_level_above("中国科协")
    ('省', '市', '')
    """
    levels = LEVELS.findall(body)
    return levels[-1] if levels else ""


def find_department(office: str, host: str) -> str:
    """What an office is called within its house; blank if it has no name of its own there.

    >>> find_department("甲县科协普及部", "甲县科协"), find_department("甲县科协", "甲县科协")
    ('普及部', '')
    """
    name = office.removeprefix(host)
    return name if name not in (office, ANYBODYS) and len(name) > 1 else ""


def find_event(title: str) -> str:
    """What is held, as its title names it.

    >>> find_event("“全国甲日”活动"), find_event("全国乙日活动"), find_event("丙行动")
    ('全国甲日', '全国乙日', '丙行动')
    """
    found = re.search("“(.+)”", title) or re.fullmatch("(.+)活动", title)
    return found[1] if found else title


def find_own_word(host: str, city: str) -> str:
    """What a house calls itself without its city; blank if its name begins otherwise.

    >>> find_own_word("甲县科协", "甲县"), find_own_word("某协会", "甲县")
    ('县科协', '')
    """
    stem = city[:-1] if city[-1:] in ENDINGS else city
    return host.removeprefix(stem) if stem and host.startswith(stem) else ""


def find_core(word: str) -> str:
    """What a word with a bracket behind it is called for short; blank if it has none.

    >>> find_core("乡镇（街道）"), find_core("县（市）区"), find_core("县区")
    ('乡镇', '', '')
    """
    core, bracket, _ = word.partition("（")
    return core if bracket and len(core) > 1 else ""


def strip_file_name(stem: str, idle: re.Pattern[str] = WORDS) -> str:
    """A file's name without what copying and mailing add to it.

    >>> strip_file_name("2.贺兰县科协台账 - 副本 (2)")
    '贺兰县科协'
    >>> strip_file_name("贺兰县科协_20190612最终版2")
    '贺兰县科协'
    """
    return re.sub(r"[\W_]", "", idle.sub("", COPY_MARKS.sub("", _folded(stem))))


def _compile_idle_words(file_words: Iterable[str]) -> re.Pattern[str]:
    """Filing words and the campaign's, these also without 全国 before and 日 or 周 behind."""
    cores = {re.sub("^全国|[日周月节]$", "", _folded(word)) for word in file_words} - {""}
    longest_first = sorted(map(re.escape, cores), key=len, reverse=True)
    own = (f"(?:全国)?{core}[日周月节]?" for core in longest_first)
    return re.compile("|".join((*own, WORDS.pattern)))


def _names(units: Iterable[Unit]) -> Mapping[str, str]:
    """Every name of every unit → its full name; a name two units share is nobody's."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units:
        for name in filter(None, (unit.name, unit.short, *unit.aliases)):
            owners[_folded(name)].add(unit.name)
    return {name: found.pop() for name, found in owners.items() if len(found) == 1}


def _folded(text: str) -> str:
    return re.sub("科(?:学技术|技)协会", "科协", re.sub(r"\s", "", fold_text(text)).lower())


def _contained(names: Mapping[str, str], text: str, idle: re.Pattern[str]) -> set[str]:
    """The units named in a longer text, unless the words around make another body of it."""
    named = [name for name in names if name in text and _stands_alone(name, text, idle)]
    longest = [name for name in named if not any(name in other != name for other in named)]
    return {names[name] for name in longest}


def _stands_alone(name: str, text: str, idle: re.Pattern[str]) -> bool:
    before, _, after = text.partition(name)
    return _is_idle(before[::-1], before, idle) and _is_idle(after, after, idle)


def _is_idle(outward: str, beside: str, idle: re.Pattern[str]) -> bool:
    """Nothing but filing words beside the name, or something set apart from it."""
    rest = idle.sub("", COPY_MARKS.sub("", beside))
    rest = re.sub(r"^[\W_]+|[\W_]+$", "", rest)
    return not rest or not outward[:1].isalnum() or bool(PLACES.match(rest))


def _misspelt(names: Mapping[str, str], text: str) -> str | None:
    """The one unit whose name differs by a slip, never one that is merely similar."""
    ranked = process.extract(text, list(names), scorer=fuzz.ratio, limit=8, score_cutoff=ALIKE - 12)
    best = {names[name]: score for name, score, _ in reversed(ranked)}
    first, second = [*sorted(best.values(), reverse=True), 0.0, 0.0][:2]
    if first < ALIKE or first - second < CLEAR or not _is_slip(text, ranked[0][0]):
        return None
    return names[ranked[0][0]]


def _is_slip(written: str, name: str) -> bool:
    edits = Levenshtein.editops(written, name)
    swapped = sum(edit.tag == "replace" for edit in edits)
    moved = {
        written[edit.src_pos] if edit.tag == "delete" else name[edit.dest_pos]
        for edit in edits
        if edit.tag != "replace"
    }
    return swapped <= len(name) // 5 and moved <= HARMLESS
