"""What clerks wrote in place of paragraphs."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kjr.errors import KjrError
from kjr.state.clerk_texts import (
    ClerkText,
    TextChangedError,
    list_clerk_versions,
    load_clerk_texts,
    load_standing_texts,
    save_clerk_text,
)
from kjr.state.engine.first_files import LAST_TEXTS, TEXTS
from tests.small import NOON

MINE = ClerkText("走访{I3}。", "甲", NOON, {"I3": 30})
THEIRS = ClerkText("共走访{I3}。", "乙", NOON, {"I3": 30})


def test_a_text_is_kept_with_its_writer_its_moment_and_its_figures(tmp_path):
    save_clerk_text(tmp_path, "走访看望", MINE, 0)
    assert load_clerk_texts(tmp_path) == {"走访看望": MINE}
    assert load_standing_texts(tmp_path) == {"走访看望": MINE.text}


def test_going_back_to_the_original_is_a_version_of_its_own(tmp_path):
    save_clerk_text(tmp_path, "走访看望", MINE, 0)
    save_clerk_text(tmp_path, "走访看望", ClerkText(None, "甲", NOON), 1)
    assert load_clerk_texts(tmp_path) == {}
    assert load_standing_texts(tmp_path) == {}
    assert [each.text for each in list_clerk_versions(tmp_path, "走访看望")] == [MINE.text, None]


def test_whoever_is_second_hears_what_the_first_wrote_and_writes_nothing_over(tmp_path):
    save_clerk_text(tmp_path, "走访看望", THEIRS, 0)
    with pytest.raises(TextChangedError, match="「走访看望」刚被乙改过") as refused:
        save_clerk_text(tmp_path, "走访看望", MINE, 0)
    assert refused.value.theirs == THEIRS
    assert load_clerk_texts(tmp_path) == {"走访看望": THEIRS}


def test_another_paragraph_is_no_conflict(tmp_path):
    save_clerk_text(tmp_path, "走访看望", THEIRS, 0)
    save_clerk_text(tmp_path, "导语", MINE, 0)
    assert load_clerk_texts(tmp_path) == {"走访看望": THEIRS, "导语": MINE}


def test_of_many_at_once_one_is_written_and_every_other_told(tmp_path):
    def save(n):
        try:
            save_clerk_text(tmp_path, "导语", ClerkText(str(n), str(n), NOON), 0)
        except TextChangedError as changed:
            return changed.theirs.text
        return str(n)

    with ThreadPoolExecutor(8) as pool:
        standing = set(pool.map(save, range(8)))
    assert standing == {load_clerk_texts(tmp_path)["导语"].text}


def test_texts_of_the_first_version_are_taken_over_and_left_where_they_are(tmp_path):
    (tmp_path / LAST_TEXTS).write_text(json.dumps({"导语": "旧的。", "结语": "更旧的。"}), "utf-8")
    said = {"text": "后来的。", "who": "张示例", "moment": NOON.isoformat(), "figures": {"I1": 3}}
    (tmp_path / TEXTS).write_text(json.dumps({"结语": [said]}), "utf-8")
    assert load_clerk_texts(tmp_path) == {
        "导语": ClerkText("旧的。"),
        "结语": ClerkText("后来的。", "张示例", NOON, {"I1": 3}),
    }
    save_clerk_text(tmp_path, "走访看望", MINE, 0)
    save_clerk_text(tmp_path, "导语", THEIRS, 1)
    assert [each.text for each in list_clerk_versions(tmp_path, "导语")] == ["旧的。", THEIRS.text]
    assert json.loads((tmp_path / TEXTS).read_text("utf-8")) == {"结语": [said]}


def test_a_spoilt_file_is_named_in_one_sentence_and_nothing_is_forgotten(tmp_path):
    (tmp_path / TEXTS).write_text("{", "utf-8")
    with pytest.raises(KjrError, match=rf"{TEXTS} 读不出来.*移走"):
        load_clerk_texts(tmp_path)
    (tmp_path / TEXTS).write_text(json.dumps({"导语": [{"text": "旧的。"}]}), "utf-8")
    assert load_clerk_texts(tmp_path)["导语"].text == "旧的。"
