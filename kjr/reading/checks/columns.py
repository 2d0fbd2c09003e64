"""The rules between the columns of one row, as its ledger declares them.

What may be assumed (未填场次按1场计), what is needed sometimes (典型人物要有名称), and what may not
exceed what (建档数≤服务人次).
"""

from kjr.campaign.model import ColumnNeed, Ledger
from kjr.reading.rows.judging import JudgedRow
from kjr.values.numerals import Amount
from kjr.values.readings import Level


def apply_column_rules(ledger: Ledger, judged: JudgedRow, present: frozenset[str]) -> None:
    """Apply the ledger's rules between columns; ``present`` are those the sheet has."""
    for column, (number, other) in ledger.assume.items():
        if column not in judged.values and other in judged.values:
            _assume(judged, column, number, is_told=column in present)
    for need in ledger.needs:
        if need.column in present and need.column not in judged.values:
            _need(judged, need)
    for smaller, larger in ledger.limits:
        _limit(judged, smaller, larger)


def _assume(judged: JudgedRow, column: str, number: int, *, is_told: bool) -> None:
    if column in judged.not_applicable or any(odd.column == column for odd in judged.oddities):
        return
    judged.values[column] = number
    judged.about |= {column}
    judged.missing = tuple(name for name in judged.missing if name != column)
    if is_told:
        judged.say(column, Level.HINT, f"没有填，按{number}计，标“约”", str(number))


def _need(judged: JudgedRow, need: ColumnNeed) -> None:
    """Doubted, not refused: the row's other figures are as good without it."""
    value = judged.values.get(need.when)
    chosen = sorted({*(value if isinstance(value, tuple) else (value,))} & {*need.among}, key=str)
    said = any(odd.column == need.column for odd in judged.oddities)
    if chosen and not said and need.column not in judged.missing:
        judged.say(need.column, Level.DOUBT, f"「{need.when}」是“{chosen[0]}”的，这一列也要填")


def _limit(judged: JudgedRow, smaller: str, larger: str) -> None:
    small, large = judged.values.get(smaller), judged.values.get(larger)
    if isinstance(small, Amount) and isinstance(large, Amount) and small > large:
        del judged.values[smaller]
        judged.about -= {smaller}
        judged.say(smaller, Level.ERROR, f"{small}大于「{larger}」的{large}，请核对")
