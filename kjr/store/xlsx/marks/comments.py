"""The notes and threaded comments of a sheet of an .xlsx."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from kjr.store.base import CellMark, MarkKind
from kjr.store.xlsx.marks.strikes import parse_xml
from kjr.store.xlsx.marks.traits import Element, parse_address

STAND_IN: Final = re.compile(
    r"\s*\[(?:线程批注|Threaded comment)\].*?(?:注释|评论|Comment):", re.DOTALL
)
"""What Excel writes into a note for programs that know no threads."""


def list_comments(parts: Mapping[str, bytes], sheet: str) -> tuple[CellMark, ...]:
    """What people noted at the cells of the sheet in this part."""
    folder, name = posixpath.split(sheet)
    relations = parts.get(f"{folder}/_rels/{name}.rels", b"")
    if b"omment" not in relations:
        return ()
    said: dict[tuple[int, int], str] = {}
    threads: dict[tuple[int, int], list[str]] = {}
    for each in parse_xml(relations):
        target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target", "")))[1:]
        kind = each.get("Type", "").rpartition("/")[2]
        if target in parts and kind == "comments":
            said.update(_notes(parse_xml(parts[target])))
        elif target in parts and kind == "threadedComment":
            for comment in parse_xml(parts[target]):
                if place := parse_address(comment.get("ref", "")):
                    threads.setdefault(place, []).append(_words(comment))
    both = said | {place: "；".join(words) for place, words in threads.items()}
    return tuple(
        CellMark(*place, MarkKind.NOTE, words) for place, words in sorted(both.items()) if words
    )


def _notes(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    authors = [(each.text or "").strip() for each in root.iterfind("{*}authors/{*}author")]
    for comment in root.iterfind("{*}commentList/{*}comment"):
        words = STAND_IN.sub("", _words(comment)).strip()
        for author in filter(None, authors):
            words = re.sub(f"^{re.escape(author)}[:：]", "", words).strip()
        if place := parse_address(comment.get("ref", "")):
            yield place, words


def _words(comment: Element) -> str:
    texts = comment.iter("{*}t", "{*}text")
    return "".join(each.text or "" for each in texts).strip()
