"""Drive's search: the query language of ``q`` and the order of ``orderBy``."""

import re
import time

from .errors import drive, file_not_found
from .files import FOLDER, ROOT


def stamp(seconds):
    """RFC 3339 with milliseconds, in UTC."""
    whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{whole}.{int(seconds % 1 * 1000):03d}Z"


def ordered(files, text):
    """Files sorted by ``name,modifiedTime desc``; newest first if nothing is asked."""
    keys = {
        "name": lambda f: f.name,
        "name_natural": lambda f: f.name,
        "createdTime": lambda f: f.created,
        "modifiedTime": lambda f: f.modified,
        "folder": lambda f: f.mime != FOLDER,
    }
    for part in reversed((text or "modifiedTime desc").split(",")):
        name, _, direction = part.strip().partition(" ")
        if name not in keys:
            raise invalid("orderBy")
        files = sorted(files, key=keys[name], reverse=direction == "desc")
    return files


WORD = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[()]|[<>!]?=|[<>]|[\w.]+)""")


def invalid(place="q"):
    return drive(400, "invalid", "Invalid Value", location=place)


def query_filter(text, world):
    """A test for files from a Drive search query, such as ``'F' in parents and trashed=false``."""
    words = _words(text)
    if not words:
        return lambda file: True
    test = _either(words, world)
    if words:
        raise invalid()
    return test


def _words(text):
    words, place = [], 0
    while text[place:].strip():
        found = WORD.match(text, place)
        if not found:
            raise invalid()
        words.append(found[1])
        place = found.end()
    return words


def _either(words, world):
    tests = [_both(words, world)]
    while words[:1] == ["or"]:
        words.pop(0)
        tests.append(_both(words, world))
    return lambda file: any(test(file) for test in tests)


def _both(words, world):
    tests = [_term(words, world)]
    while words[:1] == ["and"]:
        words.pop(0)
        tests.append(_term(words, world))
    return lambda file: all(test(file) for test in tests)


def _term(words, world):
    if words[:1] == ["not"]:
        words.pop(0)
        test = _term(words, world)
        return lambda file: not test(file)
    if words[:1] == ["("]:
        words.pop(0)
        test = _either(words, world)
        if words[:1] != [")"]:
            raise invalid()
        words.pop(0)
        return test
    if len(words) < 3:
        raise invalid()
    return _comparison(words.pop(0), words.pop(0), words.pop(0), world)


def _comparison(left, sign, right, world):
    if sign == "in":
        folder = _unquoted(left)
        if right == "parents" and folder not in ("root", ROOT) and folder not in world.files:
            raise file_not_found("")
        wanted = ROOT if folder == "root" else folder
        return lambda file: wanted in file.parents if right == "parents" else True
    value = _unquoted(right)
    fields = {
        "name": lambda f: f.name,
        "mimeType": lambda f: f.mime,
        "trashed": lambda f: str(f.trashed).lower(),
        "modifiedTime": lambda f: stamp(f.modified),
        "createdTime": lambda f: stamp(f.created),
        "fullText": lambda f: f.name,
    }
    if left not in fields:
        raise invalid()
    tests = {
        "=": lambda one: one == value,
        "!=": lambda one: one != value,
        "<": lambda one: one < value,
        ">": lambda one: one > value,
        "<=": lambda one: one <= value,
        ">=": lambda one: one >= value,
        "contains": lambda one: value.lower() in one.lower(),
    }
    return lambda file: tests[sign](fields[left](file))


def _unquoted(word):
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[0] in "'\"" else word
