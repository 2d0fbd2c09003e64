"""What the campaign has learnt, held against its plan: it reads what fits, the rest is told of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kjr.campaign.columns import Choice, Column
from kjr.campaign.learnt.words import LEARNT, LearntWord
from kjr.campaign.mistakes import Mistake
from kjr.campaign.model import Campaign, Ledger
from kjr.campaign.suggestions import suggest_word
from kjr.values.spelling.characters import fold_text


def fit_learnt_words(campaign: Campaign, words: Sequence[LearntWord]) -> Campaign:
    """The campaign that reads these words as it was told; the first of two that disagree holds."""
    for word in words:
        if not find_misfit(campaign, word):
            campaign = _learn(campaign, word)
    return replace(campaign, learnt=tuple(words))


def find_learnt_misfits(campaign: Campaign) -> Iterator[Mistake]:
    """What the campaign was told and cannot use: each with its line."""
    for word in campaign.learnt:
        if why := find_misfit(campaign, word):
            others = _find_contradictions(campaign.learnt, word)
            also = f"（见第{'、'.join(map(str, others))}行）" if others else ""
            yield Mistake((LEARNT,), f"{word}：{why}{also}，这一条没有用上", str(word.line))


def find_misfit(campaign: Campaign, word: LearntWord) -> str:
    """Why a word cannot mean what is said of it; blank if it can."""
    if not word.written.strip():
        return "written 空着"
    if word.kind == "files":
        units = [unit.name for unit in campaign.units]
        why = _look_for(word.meant, units, "名册里没有“{}”")
        return why or _compare(campaign.file_units, word)
    why = _look_for(word.ledger, [each.name for each in campaign.ledgers], "没有“{}”这本台账")
    if why:
        return why
    ledger = campaign.ledger(word.ledger)
    sought = word.column or word.meant
    why = _look_for(sought, [each.name for each in ledger.columns], "没有“{}”这一列")
    if why or not word.column:
        return why or _compare(_list_headers(ledger), word)
    return _find_option_misfit(ledger.column(word.column), word)


def find_known_word(campaign: Campaign, word: LearntWord) -> LearntWord | None:
    """What the campaign reads this very word by already, whoever said it; None if nothing."""
    same = (each for each in campaign.learnt if _key(each) == _key(word))
    return next((each for each in same if not find_misfit(campaign, each)), None)


def _find_option_misfit(column: Column, word: LearntWord) -> str:
    if not isinstance(column, Choice):
        return f"“{word.column}”这一列没有选项"
    why = _look_for(word.meant, column.options, "没有“{}”这个选项")
    return why or _compare(_list_options(column), word)


def _look_for(name: str, known: Collection[str], what: str) -> str:
    return "" if name in known else what.format(name) + suggest_word(name, known)


def _compare(known: Mapping[str, str], word: LearntWord) -> str:
    meant = known.get(fold_text(word.written), word.meant)
    return "" if meant == word.meant else f"它已经读作“{meant}”"


def _find_contradictions(words: Sequence[LearntWord], word: LearntWord) -> list[int]:
    """The lines that say something else of the same word."""
    return [each.line for each in words if _key(each) == _key(word) and each.meant != word.meant]


def _key(word: LearntWord) -> tuple[str, ...]:
    return word.ledger, word.column, fold_text(word.written)


def _learn(campaign: Campaign, word: LearntWord) -> Campaign:
    if word.kind == "files":
        files = {**campaign.file_units, fold_text(word.written): word.meant}
        return replace(campaign, file_units=files)
    ledgers = [
        _learn_in_ledger(each, word) if each.name == word.ledger else each
        for each in campaign.ledgers
    ]
    return replace(campaign, ledgers=tuple(ledgers))


def _learn_in_ledger(ledger: Ledger, word: LearntWord) -> Ledger:
    name = word.column or word.meant
    columns = [_learn_in(each, word) if each.name == name else each for each in ledger.columns]
    return replace(ledger, columns=tuple(columns))


def _learn_in(column: Column, word: LearntWord) -> Column:
    """The column with one more header, or one more word for an option, unless it has it."""
    written = fold_text(word.written)
    if not word.column:
        known = {fold_text(each) for each in (column.name, *column.aliases)}
        more = () if written in known else (word.written,)
        return replace(column, aliases=(*column.aliases, *more))
    if isinstance(column, Choice) and written not in _list_options(column):
        return replace(column, synonyms={**column.synonyms, word.written: word.meant})
    return column


def _list_headers(ledger: Ledger) -> dict[str, str]:
    """Every header the ledger knows → its column."""
    return {
        fold_text(header): column.name
        for column in ledger.columns
        for header in (*column.aliases, column.name)
    }


def _list_options(column: Choice) -> dict[str, str]:
    """Every word the column knows → the option it means."""
    words = {**column.synonyms, **{option: option for option in column.options}}
    return {fold_text(word): option for word, option in words.items()}
