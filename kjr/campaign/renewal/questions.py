"""What is asked for a new plan, and what is proposed for an answer."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kjr.campaign.checks.named_bodies import list_named_bodies
from kjr.campaign.model import Campaign, Measure
from kjr.campaign.renewal.answers import propose_answers
from kjr.campaign.sentences import list_figures

TOLD: Final = "写进总结"


class Question(NamedTuple):
    """One thing to ask."""

    label: str
    hint: str = ""
    is_long: bool = False
    """Whether the answer takes several lines."""


QUESTIONS: Final[Mapping[str, Question]] = {
    "year": Question("年份", "如 2026"),
    "city": Question("城市", "市或县的全称"),
    "host": Question("主办", "科协的全称"),
    "office": Question("承办", "科室的全称"),
    "addressee": Question("总结报给谁", "上一级科协"),
    "title": Question("活动名称"),
    "theme": Question("主题"),
    "first": Question("活动从哪天", "如 2026-05-25，或 5月25日"),
    "last": Question("活动到哪天"),
    "deadline": Question("总结截止日"),
    "district_word": Question("下面的地方合起来怎样叫", "如 乡镇"),
    "whole_word": Question("全部加在一起怎样叫", "如 全县"),
    "districts": Question("地方", "一行一个；从 Excel 复制一列也行", True),
    "kinds": Question("单位类别", "一行一个", True),
    "ledgers": Question("留下的台账", "一行一本；删去的今年不用", True),
    "copies": Question("新加的台账", "一行一本：名称＝照哪一本的列＝目标（可以不写）", True),
    "targets": Question(
        "方案的数字目标", "一行一个，或用顿号隔开：指标编号＝数；删去的今年没有", True
    ),
    "occasions": Question("同期的日子", f"一行一个：名称 哪天；后面写“{TOLD}”的总结里说到", True),
    "renames": Question(
        "点名的单位今年是谁", "一行一个：原来的＝今年的；空着的连同数它的指标去掉", True
    ),
}
"""By the field of the answers."""


def propose_texts(start: Campaign, year: int, city: str) -> dict[str, str]:
    """The answers that stand if nothing else is typed; blank for what must be asked."""
    same = propose_answers(start, year)
    texts = {key: str(getattr(same, key)) for key in QUESTIONS}
    lists = ("districts", "kinds", "ledgers")
    texts |= {key: "\n".join(getattr(same, key)) for key in lists}
    texts |= {"targets": "\n".join(_tell_targets(start)), "copies": "", "occasions": ""}
    texts["renames"] = ""
    if year != start.year:
        texts["theme"] = ""
    if city and city != start.city:
        texts |= {key: texts[key].replace(start.city, city) for key in ("city", "host", "office")}
        texts |= {"addressee": "", "districts": ""}
        texts["renames"] = "\n".join(f"{name}＝" for name in list_named_bodies(start))
    return texts


def list_unaimed_figures(start: Campaign) -> Iterator[tuple[str, Measure]]:
    """Every figure that has no target of the plan's own, by its name."""
    return ((id, measure) for id, measure in list_figures(start) if not measure.hard)


def tell_figure(id: str, measure: Measure) -> str:
    """The name to write for a number, what it counts, and in what."""
    named = id if id.endswith(measure.name) else f"{id}　{measure.name}"
    return f"{named}（{measure.counter}）"


def _tell_targets(start: Campaign) -> Iterator[str]:
    for id, measure in list_figures(start):
        if measure.hard:
            yield f"{id}＝{measure.target}　{tell_counted(measure)}"


def tell_counted(measure: Measure) -> str:
    """What a number counts, and in what."""
    return f"{measure.name}，{measure.counter}"
