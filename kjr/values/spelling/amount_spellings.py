"""The many ways an amount is spelt, brought to a few: half-width, no spaces, no idle remarks.

>>> tidy_amount("３０ 人（现场）"), tidy_amount("12（男） 18（女）"), tidy_amount("5月30日30人")
('30人', '12(男)18', '30人')
>>> tidy_amount("3OO"), has_lookalikes("3O"), has_lookalikes("③⑤"), has_lookalikes("120①")
('300', True, True, False)
"""

import re
from typing import Final

from kjr.values.numerals import AROUND, BEFORE, DIGITS, HAS_FIGURE, LESS_AROUND, PLACES
from kjr.values.spelling.characters import fold_text
from kjr.values.spelling.remarks import REMARK, find_withdrawal
from kjr.values.spelling.share_spellings import spell_shares

CIRCLED: Final = "①-⒛⓪-⓿❶-➓㈠-㈩㉈-㉟㊀-㊉㊱-㊿"
LOOKALIKES: Final = re.compile(rf"[{CIRCLED}]|(?<=\d)[oOＯlIｌ○◯〇]|[oOＯlIｌ○◯〇](?=\d)")
"""Letters in the place of digits, and digits that are signs of a list."""
LETTERS: Final = re.compile("[oOlI○◯⭕〇]")
FOOTNOTE: Final = re.compile("(?<=[\\d人次场份])[①-⑳⁰-⁹¹²³]+$")
SCIENTIFIC: Final = re.compile(r"\d+(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
DAYS: Final = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号])?|20\d\d年|\d{1,2}:\d\d")
FIGURE: Final = rf"[\d{DIGITS}{PLACES}]"
SPACES: Final = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
ZEROS: Final = re.compile("(?<=[0-9])[oO○◯〇]+|[oO]+(?=[0-9])")
ONES: Final = re.compile("(?<=[0-9])[lI](?![a-zA-Z])|(?<![a-zA-Z])[lI](?=[0-9])")
ABOUT: Final = re.compile(f"{BEFORE}|{AROUND}|估")
ROUND: Final = re.compile(rf"(?<=[{DIGITS}十百千])[○◯⭕OＯ]|[○◯⭕](?=[{DIGITS}十百千])")
"""A ring for 〇 among Chinese numerals."""


def has_lookalikes(cell: str) -> bool:
    """Whether some of the figures may be none."""
    return LOOKALIKES.search(FOOTNOTE.sub("", cell.strip())) is not None


def tidy_amount(cell: str) -> str:
    """Half-width, no spaces but between figures, no idle remarks, no days of the calendar.

    A remark stays, in plain brackets, where it stands between figures or takes one back.
    """
    text = SPACES.sub("", fold_text(FOOTNOTE.sub("", cell.strip())))
    if LETTERS.search(text):
        text = ZEROS.sub(lambda rings: "0" * len(rings[0]), ROUND.sub("〇", text))
        text = ONES.sub("1", text)
    if SCIENTIFIC.fullmatch(text):
        return f"{float(text):.10g}"
    text = spell_shares(text)
    remarks = "".join(REMARK.findall(text))
    about, less = ABOUT.search(remarks), re.search(LESS_AROUND, remarks)
    bare = REMARK.sub(_keep_telling, text)
    if not bare:
        return text
    undated = DAYS.sub("", bare).replace("()", "")
    kept = undated if HAS_FIGURE.search(undated) else bare
    if less:
        return f"{kept}{less[0]}"
    return f"约{kept}" if about else kept


def _keep_telling(remark: re.Match[str]) -> str:
    before, behind = remark.string[: remark.start()], remark.string[remark.end() :]
    is_between = re.search(FIGURE, before) and re.match(f"[,;、/+]?{FIGURE}", behind)
    return f"({remark[1]})" if is_between or find_withdrawal(remark[1]) else ""
