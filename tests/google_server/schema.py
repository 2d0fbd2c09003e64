"""What a message may hold: payloads checked and normalised, answers masked by ``fields``."""

import re
from functools import cache
from pathlib import Path

from .errors import bad, bad_fields, bad_mask

_LINES = Path(__file__).with_name("schema.txt").read_text("utf-8").splitlines()


def _table(lines):
    split = (line.split() for line in lines)
    return {name: dict(part.split(":", 1) for part in fields) for name, *fields in split}


TYPES = _table(line for line in _LINES if line[0] not in "#?")
PARAMETERS = _table(line[1:] for line in _LINES if line[0] == "?")
COMMON = {"alt", "fields", "key", "prettyPrint", "quotaUser", "access_token", "$.xgafv"}
LABELS = {"int32": "TYPE_INT32", "int64": "TYPE_INT64", "number": "TYPE_DOUBLE"}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda found: "_" + found[0].lower(), name)


def camel(name):
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def payload(body, kind, path=""):
    """A request's body with camelCase names and numbers as numbers; a 400 lists all faults."""
    faults = []
    fit = _message(body if body is not None else {}, kind, path, faults)
    if faults:
        raise bad_fields(faults)
    return fit


def _message(value, kind, path, faults):
    if not isinstance(value, dict):
        return _fault(faults, path, kind, value)
    fit = {}
    for name, item in value.items():
        key = name if name in TYPES[kind] else camel(name)
        if key not in TYPES[kind]:
            place = f" at '{path}'" if path else ""
            words = (
                f'Invalid JSON payload received. Unknown name "{name}"{place}: Cannot find field.'
            )
            faults.append((path, words))
        elif item is not None:
            step = snake(key)
            fit[key] = _field(item, TYPES[kind][key], f"{path}.{step}" if path else step, faults)
    return fit


def _field(value, kind, path, faults):
    if not kind.endswith("*"):
        return _single(value, kind, path, faults)
    inner = kind[:-1]
    if not isinstance(value, list):
        value = [value]
    if inner.endswith("*"):
        return [_list_value(item, path, faults) for item in value]
    return [_single(item, inner, f"{path}[{n}]", faults) for n, item in enumerate(value)]


def _list_value(value, path, faults):
    if isinstance(value, list):
        return value
    words = f"Invalid value at '{path}' (type.googleapis.com/google.protobuf.ListValue), "
    faults.append((path, words + _quoted(value)))
    return []


def _single(value, kind, path, faults):
    if kind in TYPES:
        return _message(value, kind, path, faults)
    if kind == "any":
        return value
    try:
        return _scalar(value, kind)
    except ValueError:
        return _fault(faults, path, kind, value)


def _scalar(value, kind):
    match kind:
        case "bool" if isinstance(value, bool):
            return value
        case "bool" if str(value).lower() in {"true", "false"}:
            return str(value).lower() == "true"
        case "number" if not isinstance(value, bool):
            return float(value) if isinstance(value, str) else value
        case "int32" | "int64" if not isinstance(value, bool) and float(value).is_integer():
            return int(float(value))
        case "string" if isinstance(value, str):
            return value
        case _ if "|" in kind and value in kind.split("|"):
            return value
    raise ValueError(value)


def _fault(faults, path, kind, value):
    leaf = camel(path.rsplit(".", 1)[-1].split("[")[0]).removeprefix("response")
    name = kind if kind in TYPES else leaf[:1].upper() + leaf[1:]
    proto = f"type.googleapis.com/google.apps.sheets.v4.{name}"
    label = LABELS.get(kind) or (proto if kind in TYPES or "|" in kind else f"TYPE_{kind.upper()}")
    faults.append((path, f"Invalid value at '{path}' ({label}), {_quoted(value)}"))


def _quoted(value):
    return str(value) if isinstance(value, (int, float)) else f'"{value}"'


def parameters(method, query):
    """A method's query parameters, checked; ``query`` maps names to lists of text."""
    known = PARAMETERS[method]
    faults, fit = [], {}
    for name, texts in query.items():
        key = name if name in known else camel(name)
        if key in known:
            fit[key] = _field(texts if known[key].endswith("*") else texts[-1], known[key],
                              snake(key), faults)  # fmt: skip
        elif name not in COMMON:
            words = (
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                f"parameter. Field '{name}' could not be found in request message."
            )
            faults.append(("", words))
    if faults:
        raise bad_fields(faults)
    return fit


@cache
def mask(text, kind):
    """The tree of names in ``sheets(properties(title),merges)``; an empty subtree means all."""
    tree, rest = _mask(text.replace(" ", ""))
    if rest:
        raise bad_mask(text)
    _known(tree, kind, "")
    return tree


def _mask(text):
    tree = {}
    while text and text[0] != ")":
        names = re.match(r"[\w*]+([./][\w*]+)*", text)
        if not names:
            raise bad_mask(text)
        text = text[names.end() :]
        below = {}
        if text.startswith("("):
            below, text = _mask(text[1:])
            if not text.startswith(")"):
                raise bad_mask(text)
            text = text[1:]
        _graft(tree, [camel(name) for name in re.split("[./]", names[0])], below)
        if text.startswith(","):
            text = text[1:]
    return tree, text


def _graft(tree, names, below):
    for name in names[:-1]:
        tree = tree.setdefault(name, {})
    tree.setdefault(names[-1], {}).update(below)


def _known(tree, kind, path):
    for name, below in tree.items():
        if name == "*":
            continue
        here = f"{path}.{name}" if path else name
        if name not in TYPES[kind]:
            raise bad_mask(here)
        inner = TYPES[kind][name].rstrip("*")
        if below and inner in TYPES:
            _known(below, inner, here)


def picked(value, tree):
    """The parts of an answer that a mask asks for."""
    if not tree:
        return value
    if isinstance(value, list):
        return [picked(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    if "*" in tree:
        return {name: picked(item, tree["*"]) for name, item in value.items()}
    return {name: picked(item, tree[name]) for name, item in value.items() if name in tree}


def merged(old, new, tree):
    """``old`` with the masked fields replaced by those of ``new``; an absent field is cleared."""
    if not tree or "*" in tree:
        return dict(new)
    result = dict(old)
    for name, below in tree.items():
        part = merged(old.get(name, {}), new.get(name, {}), below) if below else new.get(name)
        if part is None or part == {}:
            result.pop(name, None)
        else:
            result[name] = part
    return result


def written(text, kind):
    """The mask of an update request, which may not be empty."""
    if not text:
        words = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        raise bad(words)
    return mask(text, kind)
