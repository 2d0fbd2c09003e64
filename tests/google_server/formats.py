"""How a value looks in its cell (FORMATTED_VALUE), by number format and locale."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .serials import moment

DATES = {"en_US": "m/d/yyyy", "en_GB": "dd/mm/yyyy", "zh_CN": "yyyy/m/d", "ja_JP": "yyyy/mm/dd"}
MONEY = {"en_US": "$", "zh_CN": "¥", "ja_JP": "¥", "en_GB": "£"}
DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|am/pm|AM/PM|([ymdhsYMDHS])\1*|\.0+|.', re.S)


def shown(value, number_format, locale="en_US"):
    """The text people see for a bool, number or string.

    >>> shown(1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}), shown(0.1 + 0.2, None)
    ('1,234.50', '0.3')
    >>> shown(46027, {"type": "DATE"}), shown(3, {"type": "NUMBER", "pattern": '0"人"'})
    ('1/5/2026', '3人')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    pattern = _pattern(number_format or {}, locale)
    if not pattern or pattern == "@" or pattern.lower() == "general":
        return general(value)
    if is_date(number_format):
        return _date(value, pattern)
    return _number(value, pattern)


def is_date(number_format):
    """Whether numbers of this format stand for moments."""
    return (number_format or {}).get("type") in DATE_TYPES


def _pattern(number_format, locale):
    if number_format.get("pattern"):
        return number_format["pattern"]
    date = DATES.get(locale, DATES["en_US"])
    return {
        "DATE": date,
        "TIME": "h:mm:ss am/pm" if locale == "en_US" else "h:mm:ss",
        "DATE_TIME": date + " h:mm:ss",
        "PERCENT": "0.00%",
        "CURRENCY": f'"{MONEY.get(locale, "$")}"#,##0.00',
        "NUMBER": "#,##0.00",
        "SCIENTIFIC": "0.00E+00",
        "TEXT": "@",
    }.get(number_format.get("type", ""), "")


def general(number):
    """The automatic format: whole numbers in full, others to ten figures."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    if "e" not in text:
        return text
    digits, power = text.split("e")
    return f"{digits}E{power[0]}{int(power[1:]):02d}"


def _number(value, pattern):
    pattern = pattern.split(";")[1 if value < 0 and pattern.count(";") else 0]
    found = re.search(r"[#0,]*[#0?](?:\.[#0?]+)?(E\+0+)?", _bare(pattern))
    if not found:
        return _literal(pattern)
    body = _digits(value * 100 if "%" in _bare(pattern) else value, found[0])
    return _literal(pattern[: found.start()]) + body + _literal(pattern[found.end() :])


def _bare(pattern):
    """The pattern with quoted text blanked out, places kept."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', lambda found: "~" * len(found[0]), pattern)


def _literal(part):
    return re.sub(r'\[[^\]]*\]|_.|\*.|["\\]', "", part)


def _digits(value, pattern):
    whole, _, fraction = pattern.partition(".")
    if "E" in pattern:
        mantissa, power = f"{value:.{fraction.split('E')[0].count('0')}E}".split("E")
        return f"{mantissa}E{power[0]}{int(power[1:]):02d}"
    step = Decimal(1).scaleb(-len(fraction))
    rounded = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded):,}" if "," in whole else f"{abs(rounded)}"
    digits, _, decimals = text.partition(".")
    digits = digits.zfill(whole.count("0")) if digits != "0" or "0" in whole else ""
    optional = len(fraction) - len(fraction.rstrip("#"))
    kept = decimals[: len(decimals) - optional] + decimals[len(decimals) - optional :].rstrip("0")
    return ("-" if rounded < 0 else "") + digits + (f".{kept}" if kept else "")


def _date(number, pattern):
    when = moment(number)
    half = "am/pm" in pattern.lower()
    parts, clock = [], False
    tokens = [found[0] for found in TOKEN.finditer(pattern)]
    for n, token in enumerate(tokens):
        following = next((t for t in tokens[n + 1 :] if t[0] in "ymdhsYMDHS"), "")
        minutes = token[0] in "mM" and (clock or following[:1] in ("s", "S"))
        parts.append(_date_part(token, when, minutes, half))
        clock = token[0] in "hH" or (clock and token[0] not in "ymdsYMDS")
    return "".join(parts)


def _date_part(token, when, minutes, half):  # noqa: PLR0911
    wide = len(token)
    match token[0].lower():
        case '"' | "\\" | "[":
            return _literal(token)
        case "a" if wide == 5:
            return "PM" if when.hour >= 12 else "AM"
        case "y":
            return f"{when.year:04d}" if wide > 2 else f"{when.year % 100:02d}"
        case "m" if minutes:
            return f"{when.minute:0{min(wide, 2)}d}"
        case "m":
            names = {3: when.strftime("%b"), 4: when.strftime("%B")}
            return names.get(wide, f"{when.month:0{min(wide, 2)}d}")
        case "d":
            names = {3: when.strftime("%a"), 4: when.strftime("%A")}
            return names.get(wide, f"{when.day:0{min(wide, 2)}d}")
        case "h":
            return f"{(when.hour % 12 or 12) if half else when.hour:0{min(wide, 2)}d}"
        case "s":
            return f"{when.second:0{min(wide, 2)}d}"
        case "." if wide > 1:
            return f".{when.microsecond:06d}"[:wide]
    return token
