"""One event over several rows, its facts merged down and only words such as its places apart."""

from kjr.campaign.columns import Text
from kjr.reading.rows.judging import JudgedRow
from kjr.reading.rows.sheet_rows import SheetRow
from kjr.reading.rows.sheet_table import SheetTable


def is_same_event(table: SheetTable, line: SheetRow, judged: JudgedRow) -> bool:
    """Whether a row only adds words to the event above; they are joined to its own."""
    if not line.covered:
        return False
    ledger, above = table.ledger, table.read.get(line.row - 1)
    if ledger.title == ledger.place or not ledger.people or not above:
        return False
    shared = {each.name for each in table.readers if each.at in line.covered}
    event = {ledger.day, ledger.title, ledger.people} & table.present
    if not event <= shared:
        return False
    own = [each for each in table.readers if each.name in judged.touched - shared]
    if not own or not all(isinstance(each.memo.column, Text) for each in own):
        return False
    for name in [each.name for each in own if each.name in judged.values]:
        words = (above.values.get(name), judged.values[name])
        above.values[name] = "、".join(dict.fromkeys(str(word) for word in words if word))
    table.read[line.row] = above
    return True
