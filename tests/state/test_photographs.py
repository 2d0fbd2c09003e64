"""Photographs kept with the campaign."""

import pytest

from kjr.errors import KjrError
from kjr.state import photographs


def test_a_photograph_is_kept_with_its_caption_and_place(tmp_path):
    first = photographs.keep_photograph(tmp_path, b"one", "座谈会")
    second = photographs.keep_photograph(tmp_path, b"two", "义诊")
    photographs.place_photograph(tmp_path, first._replace(caption="座谈会现场", part="观摩座谈"))
    assert [(each.caption, each.part) for each in photographs.list_photographs(tmp_path)] == [
        ("座谈会现场", "观摩座谈"),
        ("义诊", ""),
    ]
    assert photographs.read_photograph_file(tmp_path, second.id) == b"two"


def test_the_same_photograph_twice_is_kept_once_with_the_caption_it_had(tmp_path):
    photographs.keep_photograph(tmp_path, b"one", "座谈会")
    assert photographs.keep_photograph(tmp_path, b"one", "IMG_1").caption == "座谈会"
    assert len(photographs.list_photographs(tmp_path)) == 1


def test_what_somebody_else_dropped_cannot_be_placed(tmp_path):
    kept = photographs.keep_photograph(tmp_path, b"one", "座谈会")
    photographs.drop_photograph(tmp_path, kept.id)
    with pytest.raises(KjrError, match="已被别人去掉"):
        photographs.place_photograph(tmp_path, kept)
    with pytest.raises(KjrError, match="已被别人去掉"):
        photographs.read_photograph_file(tmp_path, kept.id)
    assert photographs.list_photographs(tmp_path) == []


def test_a_photograph_of_a_frozen_moment_can_be_read_after_it_was_dropped(tmp_path):
    kept = photographs.keep_photograph(tmp_path, b"one", "座谈会")
    assert photographs.freeze_photographs(tmp_path) == (kept,)
    photographs.drop_photograph(tmp_path, kept.id)
    assert photographs.list_photographs(tmp_path) == []
    assert photographs.read_photograph_file(tmp_path, kept.id) == b"one"
    assert photographs.freeze_photographs(tmp_path) == ()
