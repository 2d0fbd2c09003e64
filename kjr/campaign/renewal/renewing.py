"""One campaign's files made into those of another year or another city."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from kjr.campaign.checks.learnt_words import find_misfit
from kjr.campaign.checks.leftovers import find_leftovers
from kjr.campaign.checks.outline_checks import list_untold_indicators
from kjr.campaign.learnt.lines import remove_entry
from kjr.campaign.learnt.words import LEARNT
from kjr.campaign.loading import Texts, parse_campaign, read_plan
from kjr.campaign.mistakes import FILE, INDICATORS, LEDGERS, WORDING, Mistake, Place, find_place
from kjr.campaign.model import Campaign, Measure
from kjr.campaign.renewal import answers, places, plan_page, rosters
from kjr.campaign.renewal.answers import ADDRESSEE, RenewalAnswers
from kjr.campaign.renewal.figure_pruning import (
    FigurePruning,
    follow_districts,
    follow_targets,
    rename_figures,
)
from kjr.campaign.renewal.plan_page import name_file
from kjr.campaign.renewal.statements import Block, join_blocks, split_blocks
from kjr.campaign.renewal.wording_pruning import WordingPruning
from kjr.campaign.sentences import list_figures
from kjr.campaign.unit_names import find_stem
from kjr.campaign.units_file import ROSTER
from kjr.errors import KjrError

WHOLE: Final = (
    f"这套活动的台账或指标还写在 {FILE} 里，请先照 kjr 自带的分成 {LEDGERS}/ 和 {INDICATORS}"
)
TO_ALL: Final = "circular_addressee"
CONGRESS: Final = re.compile("党的[一二三四五六七八九十]+大")
"""What is said of a year is not of every year."""
INVENTED: Final = "示例"


class Renewal(NamedTuple):
    """The new files, what became of the old ones, and what only a person can settle."""

    campaign: Campaign
    texts: Texts
    gone: tuple[str, ...]
    open: tuple[str, ...]
    """Each with its file and line."""


def renew_campaign(start: Campaign, new: RenewalAnswers) -> Renewal:
    """The new campaign; raises CampaignError with every mistake its files would have."""
    if INDICATORS not in start.texts or not any(name.startswith(LEDGERS) for name in start.texts):
        raise KjrError(WHOLE)
    renames = answers.list_renames(start, new)
    cut = frozenset(old for old, fresh in renames.items() if not fresh)
    rename = places.build_renamer(renames)
    before = rename_figures(start, rename)
    new = replace(new, targets={rename(id): aim for id, aim in new.targets.items()})
    texts = dict(_rewrite(start, new, rename))
    for copy in new.copies:
        texts |= dict(plan_page.copy_ledger(texts, copy))
    texts = {name: text for name, text in texts.items() if name not in _list_unused(start, new)}
    figures = FigurePruning(start, new, renames, cut)
    texts[INDICATORS] = figures.prune(texts[INDICATORS]) + plan_page.count_copies(start, new)
    kept = _list_targets(start, before, texts, new)
    texts = {name: follow_targets(text, before, kept) for name, text in texts.items()}
    texts[FILE] = plan_page.renew_plan_page(texts[FILE], start, new, kept)
    texts[ROSTER] = rosters.write_roster(new.units)
    heirs = {*filter(None, new.renames.values())}
    invented = _invent_names(start, new)
    foreign = {*invented} if new.city != start.city else cut
    wording = WordingPruning(read_plan(texts), cut, heirs, foreign, invented)
    texts[WORDING] = wording.prune_wording(_with_sentences(texts[WORDING], new))
    for name in texts:
        if name.startswith(LEDGERS):
            texts[name] = wording.prune_ledger(texts[name])
    lost = [f"目标 {name}：没有这个指标了" for name in new.targets if name not in kept]
    texts = _keep_learnt(texts)
    campaign = parse_campaign(texts)
    gone = (*_list_dropped(start, new), *figures.told, *lost, *wording.told)
    return Renewal(campaign, texts, gone, tuple(_list_open(campaign, start, new)))


def _rewrite(
    start: Campaign, new: RenewalAnswers, rename: places.Rewrite
) -> Iterator[tuple[str, str]]:
    """Every file with the new names and days; a word was learnt on the day on which it was."""
    move = places.build_mover(
        places.DayShift(start.first, start.last, start.deadline, start.year),
        places.DayShift(new.first, new.last, new.deadline, new.year),
    )
    renamed = ((name, rename(text)) for name, text in start.texts.items())
    return ((name, text if name == LEARNT else move(text)) for name, text in renamed)


def _keep_learnt(texts: Texts) -> dict[str, str]:
    """The words learnt before that fit the new plan; whose a file of that year was is past."""
    campaign, text = parse_campaign(texts), texts.get(LEARNT, "")
    for word in campaign.learnt:
        if word.kind == "files" or find_misfit(campaign, word):
            text = remove_entry(text, word.kind, word.facts)
    rest = {name: each for name, each in texts.items() if name != LEARNT}
    return {**rest, LEARNT: text} if "[[" in text else rest


def _invent_names(start: Campaign, new: RenewalAnswers) -> dict[str, str]:
    """For examples of the old city: a unit of the same kind, or something that says it is one."""
    kinds = {unit.kind: unit.name for unit in reversed(new.units)}
    anyone = new.units[0].name if new.units else INVENTED
    units = {
        name: kinds.get(unit.kind, anyone)
        for unit in start.units
        for name in (unit.name, *unit.aliases)
    }
    return {**units, start.city: INVENTED, find_stem(start.city): INVENTED}


def _list_unused(start: Campaign, new: RenewalAnswers) -> set[str]:
    """The files of ledgers that are not kept, and those nobody read before."""
    kept = {*new.ledgers, *(copy.name for copy in new.copies)}
    files = {*start.texts, *(name_file(ledger.name) for ledger in start.ledgers)}
    return {name for name in files if name.startswith(LEDGERS)} - {name_file(name) for name in kept}


def _with_sentences(text: str, new: RenewalAnswers) -> str:
    """To whom the summary goes, and how an entry of a new ledger is told."""
    return join_blocks(_with_sentence(block, new) for block in split_blocks(text))


def _with_sentence(block: Block, new: RenewalAnswers) -> Block:
    if block.name == "sentences":
        return block.change(ADDRESSEE, new.addressee)
    if block.name == "examples":
        told = {copy.name: block.values.get(copy.source) for copy in new.copies}
        return block.change_all({**block.values, **told})
    return block


def _list_targets(
    start: Campaign, before: Mapping[str, Measure], texts: Texts, new: RenewalAnswers
) -> dict[str, int]:
    """The targets of figures there still are, and of the new ledgers' rows."""
    plan = read_plan({**texts, ROSTER: rosters.write_roster(new.units)})
    figures = {id: measure.ledger for id, measure in list_figures(plan)}
    wanted = {copy.name: copy.target for copy in new.copies if copy.target}
    rows = {name: wanted[ledger] or 0 for name, ledger in figures.items() if ledger in wanted}
    kept = {name: aim for name, aim in new.targets.items() if name in figures}
    return follow_districts(start, before, replace(plan, districts=new.districts), kept) | rows


def _list_dropped(start: Campaign, new: RenewalAnswers) -> Iterator[str]:
    """What the answers leave out."""
    for ledger in start.ledgers:
        if ledger.name not in new.ledgers:
            yield f"台账“{ledger.name}”"
    told = {each.name for each in new.occasions}
    for each in start.occasions:
        if each.name not in told:
            yield f"同期的日子“{each.name}”：没有写今年的日期"


def _list_new_to_file(campaign: Campaign, start: Campaign) -> Iterator[str]:
    """Kinds of units of which none had to file, and now all have: a roster may not say who has."""
    asked = {unit.kind for unit in start.expected}
    for kind in dict.fromkeys(unit.kind for unit in start.units if unit.kind not in asked):
        lines = [number for number, unit in enumerate(campaign.units, 2) if unit.kind == kind]
        if lines and all(unit.expected for unit in campaign.units if unit.kind == kind):
            what = f"“{kind}”原来不要求报送，现在{len(lines)}家都算应报，不是的在“应报”写否"
            yield f"{Place(ROSTER, lines[0], '')}：{what}"


def _list_open(campaign: Campaign, start: Campaign, new: RenewalAnswers) -> Iterator[str]:
    """What is left to settle by hand."""
    for untold in list_untold_indicators(campaign):
        place = find_place(Mistake(("indicators", untold.id), ""), campaign.texts)
        yield f"{place}：总结没有一部分说到指标 {untold.id} {untold.name}，请在 {WORDING} 里加上"
    if campaign.districts != start.districts:
        place = find_place(Mistake((), "", "tiles"), campaign.texts)
        yield f"{place}：看板上的位置先按三个一行排，请照地图挪一挪"
    if campaign.kinds != start.kinds:
        place = find_place(Mistake(("sentences",), "", TO_ALL), campaign.texts)
        yield f"{place}：单位类别换了，通报发给谁请核对：“{campaign.wording[TO_ALL]}”"
    yield from _list_new_to_file(campaign, start)
    for name, aim in answers.list_hard_targets(campaign):
        if new.targets.get(name, aim) != aim:
            place = find_place(Mistake(("targets",), "", name), campaign.texts)
            yield f"{place}：{name} 的目标随地方的数从{new.targets[name]}改为{aim}，请核对"
    for copy in new.copies:
        place = Place(name_file(copy.name), 1, "")
        yield f"{place}：列是照“{copy.source}”的，请改成这一本的"
    yield from _list_sayings(campaign, start, new)
    yield from find_leftovers(campaign, start)


def _list_sayings(campaign: Campaign, start: Campaign, new: RenewalAnswers) -> Iterator[str]:
    """Lines that speak of a congress, or of a ledger that is gone."""
    gone = [each.name for each in start.ledgers if each.name not in new.ledgers]
    for file, text in campaign.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            for found in CONGRESS.findall(line):
                if campaign.year != start.year:
                    yield f"{Place(file, number, '')}：写着“{found}”，请照今年的通知核对"
            for name in gone:
                if f"“{name}”" in line:
                    yield f"{Place(file, number, '')}：说到台账“{name}”，今年没有这一本"
