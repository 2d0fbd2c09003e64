"""What a cell takes in: text as if typed (USER_ENTERED), or as it is (RAW)."""

import datetime as dt
import re

from .errors import bad
from .serials import serial

LONGEST = 50_000
CURRENCIES = {"$": "$", "¥": "¥", "￥": "¥", "€": "€", "£": "£"}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?"
DAY_FIRST = {"en_GB", "fr_FR", "de_DE", "es_ES", "it_IT", "pt_BR", "ru_RU"}
YEAR_FIRST = {"zh_CN", "zh_TW", "zh_HK", "ja_JP", "ko_KR", "hu_HU", "lt_LT", "sv_SE"}


def raw(value):
    """RAW: the value is stored as it is; an empty string clears."""
    if isinstance(value, bool):
        return {"boolValue": value}, None
    if isinstance(value, (int, float)):
        return {"numberValue": value}, None
    if len(value) > LONGEST:
        words = "Your input contains more than the maximum of 50000 characters in a single cell."
        raise bad(words)
    return ({"stringValue": value} if value else None), None


def typed(value, *, locale="en_US", year=2026, as_text=False):
    """USER_ENTERED: (ExtendedValue or None, number format or None) as the editor would take it.

    >>> typed("0042"), typed("'0042"), typed("=1+1")
    (({'numberValue': 42}, None), ({'stringValue': '0042'}, None), ({'formulaValue': '=1+1'}, None))
    >>> typed("2026-01-05")
    ({'numberValue': 46027}, {'type': 'DATE', 'pattern': 'yyyy-mm-dd'})
    """
    if not isinstance(value, str) or as_text:
        return raw(value)
    if value.startswith("'"):
        return {"stringValue": value[1:]}, None
    if re.match(r"^[=+](?=[A-Za-z(]|.*[^\d.,eE%\s+=])", value) or value.startswith("="):
        return {"formulaValue": "=" + value.lstrip("=")}, None
    text = value.strip()
    if text.upper() in {"TRUE", "FALSE"}:
        return {"boolValue": text.upper() == "TRUE"}, None
    return _number(text) or _day(text, locale, year) or _time(text) or raw(value)


def _number(text):
    found = re.match(
        rf"^(?P<sign>[-+]?)(?P<money>[$¥￥€£]?)(?P<digits>{NUMBER})"
        rf"(?P<power>[eE][-+]?\d+)?(?P<percent>%?)$",
        text,
    )
    if not found or not re.search(r"\d", found["digits"]):
        return None
    number = float(found["digits"].replace(",", "") + (found["power"] or ""))
    number *= (-1 if found["sign"] == "-" else 1) * (0.01 if found["percent"] else 1)
    return {"numberValue": whole(number)}, _number_format(found)


def _number_format(found):
    decimals = ".00" if "." in found["digits"] else ""
    if found["percent"]:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if found["money"]:
        sign = CURRENCIES[found["money"]]
        return {"type": "CURRENCY", "pattern": f'"{sign}"#,##0{decimals}'}
    if found["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if "," in found["digits"]:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


def whole(number):
    """An integer for a whole number, so that JSON shows no ``.0``."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e21:
        return int(number)
    return number


DAYS = (
    (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", "yyyy-mm-dd"),
    (r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})", "yyyy/m/d"),
    (r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", 'yyyy"年"m"月"d"日"'),
    (r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日", 'm"月"d"日"'),
)
MONTH_FIRST = (
    (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{2,4})", "m/d/yyyy"),
    (r"(?P<m>\d{1,2})-(?P<d>\d{1,2})-(?P<y>\d{4})", "m-d-yyyy"),
    (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})", "m/d"),
)
CLOCK = r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?"


def _day(text, locale, year):
    for shape, pattern in DAYS + _local_days(locale):
        found = re.match(rf"^{shape}(?: {CLOCK})?$", text)
        day = found and _date(found, year)
        if day:
            return _moment(found, day, pattern)
    return None


def _local_days(locale):
    if locale not in DAY_FIRST:
        return MONTH_FIRST
    swap = {"m": "d", "d": "m"}
    return tuple(
        (
            re.sub(r"\?P<([md])>", lambda found: f"?P<{swap[found[1]]}>", shape),
            re.sub("[md]", lambda found: swap[found[0]], pattern),
        )
        for shape, pattern in MONTH_FIRST
    )


def _date(found, year):
    parts = found.groupdict()
    given = int(parts.get("y") or year)
    try:
        return dt.datetime(given + 2000 if given < 100 else given, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def _moment(found, day, pattern):
    if not found["h"]:
        return {"numberValue": serial(day)}, {"type": "DATE", "pattern": pattern}
    clock = dt.timedelta(
        hours=int(found["h"]), minutes=int(found["min"]), seconds=int(found["s"] or 0)
    )
    form = {"type": "DATE_TIME", "pattern": pattern + " h:mm:ss"}
    return {"numberValue": serial(day + clock)}, form


def _time(text):
    found = re.match(rf"^{CLOCK}$", text)
    if not found:
        return None
    seconds = int(found["h"]) * 3600 + int(found["min"]) * 60 + int(found["s"] or 0)
    return {"numberValue": seconds / 86400}, {"type": "TIME", "pattern": "h:mm:ss"}
