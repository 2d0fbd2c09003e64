"""What people type for the answers, and everything that is wrong with it at once."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kjr.campaign.model import Campaign, Occasion, Unit
from kjr.campaign.renewal.answers import CopiedLedger, RenewalAnswers, propose_answers
from kjr.campaign.renewal.questions import QUESTIONS, TOLD, propose_texts, tell_counted
from kjr.campaign.renewal.rosters import Rows, read_roster, remember_names
from kjr.campaign.sentences import list_figures
from kjr.campaign.suggestions import suggest_word
from kjr.errors import KjrError
from kjr.values.days import Span, parse_day
from kjr.values.escapes import is_safe_file_name
from kjr.values.readings import Level

DAYS: Final = ("first", "last", "deadline")
SEPARATOR: Final = re.compile(r"[\n、，,;；\t]+")
EQUALS: Final = re.compile(r"(?<!\s)\s*[=＝]\s*")
NEXT_PAIR: Final = re.compile(r"\n|[、，,;；](?=[^、，,;；\n=＝]*[=＝])")
"""Between two pairs; a mark within what is told of a number stands before no equals sign."""


def read_answers(start: Campaign, typed: Mapping[str, str], roster: Rows | None) -> RenewalAnswers:
    """What was typed, the rest as proposed; raises KjrError with everything that is wrong.

    ``roster`` is the table that was pasted or sent; None to go on with the units there are.
    """
    said = {key: text.strip() for key, text in typed.items()}
    year = read_year(said.get("year", ""))
    proposed = propose_texts(start, year, said.get("city", ""))
    reader = _AnswerReader(start, {**proposed, **{k: v for k, v in said.items() if v}}, year)
    answers = reader.read(roster)
    if reader.wrong:
        raise KjrError("\n".join(reader.wrong))
    return answers


def read_year(typed: str) -> int:
    """The year; raises KjrError, since without it nothing can be proposed."""
    if not re.fullmatch(r"20\d\d", typed):
        raise KjrError(f"请写{QUESTIONS['year'].label}，四位数字，{QUESTIONS['year'].hint}")
    return int(typed)


class _AnswerReader:
    """Reads answer by answer, so that all mistakes come out together."""

    def __init__(self, start: Campaign, said: Mapping[str, str], year: int) -> None:
        self.start, self.said, self.year = start, said, year
        self.wrong: list[str] = []
        self.base = propose_answers(start, year)

    def read(self, roster: Rows | None) -> RenewalAnswers:
        for key in ("host", "office", "addressee", "theme", "districts"):
            if not self.said[key]:
                self._note(key, "请写上")
        plain = ("title", "city", "host", "office", "addressee", "theme")
        said = {key: self.said[key] for key in (*plain, "district_word", "whole_word")}
        lists = {key: self._names(key) for key in ("districts", "kinds", "ledgers")}
        days = {key: self._day(key) for key in DAYS}
        answers = replace(self.base, **said, **lists, **days)  # type: ignore[arg-type]
        answers = replace(
            answers,
            copies=tuple(self._copies(answers)),
            targets=dict(self._targets()),
            occasions=tuple(self._occasions(answers)),
            renames=dict(self._pairs("renames")),
        )
        self._check(answers)
        return replace(answers, units=self._units(answers, roster))

    def _note(self, key: str, what: str) -> None:
        self.wrong.append(f"{QUESTIONS[key].label}：{what}")

    def _names(self, key: str) -> tuple[str, ...]:
        words = (word.strip() for word in SEPARATOR.split(self.said[key]))
        return tuple(dict.fromkeys(filter(None, words)))

    def _items(self, key: str, between: re.Pattern[str]) -> list[str]:
        return [*filter(None, map(str.strip, between.split(self.said[key])))]

    def _span(self, key: str, text: str) -> Span | None:
        """The days, if nothing had to be left out to read them."""
        window = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        read = parse_day(text, *window)
        is_clear = read.complaint is None or read.complaint.level is Level.HINT
        match read.value:
            case Span() as span if is_clear:
                return span
            case dt.date() as day if is_clear:
                return Span(day, day)
        self._note(key, f"“{text}”看不出是哪一天，写成 {self.base.first} 这样")
        return None

    def _day(self, key: str) -> dt.date:
        span = self._span(key, self.said[key])
        if span and span.first != span.last:
            self._note(key, f"“{self.said[key]}”是几天，只写一天")
        return span.last if span else getattr(self.base, key)

    def _pairs(self, key: str) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for item in self._items(key, NEXT_PAIR):
            old, *new = EQUALS.split(item, maxsplit=1)
            if not new:
                self._note(key, f"“{item}”里没有等号")
            elif old in seen:
                self._note(key, f"“{old}”写了不止一次")
            else:
                seen.add(old)
                yield old, new[0]

    def _targets(self) -> Iterator[tuple[str, int]]:
        known = dict(list_figures(self.start))
        for id, said in self._pairs("targets"):
            if id not in known:
                self._note("targets", f"没有“{id}”这个指标{suggest_word(id, known)}")
                continue
            told = said.lstrip("0123456789")
            number = said.removesuffix(told)
            if told.strip() not in ("", known[id].counter, tell_counted(known[id])):
                self._note("targets", f"“{id}”等号后面只写数，现为“{said}”")
            elif int(number or 0):
                yield id, int(number)

    def _copies(self, answers: RenewalAnswers) -> Iterator[CopiedLedger]:
        known = [ledger.name for ledger in self.start.ledgers]
        for name, said in self._pairs("copies"):
            source, _, number = re.sub(EQUALS, "=", said).partition("=")
            if source not in known:
                what = f"“{name}”照哪一本？没有“{source}”{suggest_word(source, known)}"
                self._note("copies", what)
            elif name in known or not is_safe_file_name(name):
                self._note("copies", f"“{name}”不能用：已有这一本，或不能作文件名")
            elif self.start.ledger(source).single:
                self._note("copies", f"“{source}”是一家只填一行的表，不能照它")
            elif number and not number.isdecimal():
                self._note("copies", f"“{name}”的目标只写数，现为“{number}”")
            else:
                yield CopiedLedger(name, source, int(number) if number else None)

    def _occasions(self, answers: RenewalAnswers) -> Iterator[Occasion]:
        for line in self._items("occasions", SEPARATOR):
            is_told = line.endswith(TOLD)
            name, *days = line.removesuffix(TOLD).split()
            span = self._span("occasions", "-".join(days).replace("--", "-")) if days else None
            if span:
                yield Occasion(name, span.first, span.last, is_told)
            elif not days:
                self._note("occasions", f"“{line}”没有写哪天")

    def _check(self, new: RenewalAnswers) -> None:
        if not new.first <= new.last <= new.deadline:
            self._note("deadline", f"日子的先后不对：{new.first}、{new.last}、{new.deadline}")
        known = [ledger.name for ledger in self.start.ledgers]
        for name in new.ledgers:
            if name not in known:
                self._note("ledgers", f"没有“{name}”这本{suggest_word(name, known)}")

    def _units(self, new: RenewalAnswers, roster: Rows | None) -> tuple[Unit, ...]:
        if roster is None:
            if new.city != self.start.city:
                self.wrong.append("名册：换了城市，请粘贴或上传今年的名册")
            return self.start.units
        read = read_roster(roster, new.kinds, new.districts, new.district_word)
        self.wrong += [f"名册{each}" for each in read.wrong]
        return remember_names(read.units, self.start.units)
