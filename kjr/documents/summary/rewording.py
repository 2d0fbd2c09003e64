"""What a clerk rewrote before printing, with the figures locked.

Every paragraph that may be rewritten has a key, and its text names its figures in braces:
全市共走访科技工作者{I3}。  A clerk is given that text in a text area and may say it differently,
move a name, or take it out; the number behind it can only come from the board, so a text kept since
Monday still prints Friday's figures.  A new line begins a new paragraph, an empty text takes the
paragraph out of the document, and going back to the original is deleting the edit.

The edits are a small JSON file in the state folder, key → text; a key whose paragraph is not
there today (its problem was solved, say) waits in the file until it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kjr.documents.blocks import Block, Document, Paragraph
from kjr.errors import KjrError
from kjr.store.files import replace_file

Edits = Mapping[str, str]
"""A paragraph's key → the text it is to have instead."""

FILE = "summary-edits.json"


def apply_rewordings(document: Document, edits: Edits) -> Document:
    """The document with the rewritten paragraphs in place of its own."""
    body = [new for block in document.body for new in _rewritten(block, edits)]
    return replace(document, body=body)


def list_rewritable_texts(document: Document) -> dict[str, str]:
    """Every paragraph a clerk may rewrite: key → its text with named figures."""
    return {
        block.key: block.text
        for block in document.body
        if isinstance(block, Paragraph) and block.key
    }


def load_rewordings(folder: Path) -> dict[str, str]:
    """The edits kept in a state folder; none if there is no file yet."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        kept: dict[str, str] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise KjrError(f"改过的总结文字读不出，请把 {path} 移走后重新修改") from error
    return kept


def save_rewording(folder: Path, key: str, text: str | None) -> None:
    """Keep one paragraph's new text; None goes back to the original."""
    kept = {name: old for name, old in load_rewordings(folder).items() if name != key}
    if text is not None:
        kept[key] = text
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    replace_file(folder / FILE, data)


def _rewritten(block: Block, edits: Edits) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or block.key not in edits:
        yield block
        return
    lines = (line.strip() for line in edits[block.key].splitlines())
    yield from (replace(block, text=line) for line in lines if line)
