"""Photographs kept with the campaign."""

import pytest

from kjr.errors import KjrError
from kjr.state import photographs


def test_a_photograph_is_kept_with_its_caption_and_place(place):
    first = photographs.keep_photograph(place, b"one", "座谈会")
    second = photographs.keep_photograph(place, b"two", "义诊")
    photographs.place_photograph(place, first._replace(caption="座谈会现场", part="观摩座谈"))
    assert [(each.caption, each.part) for each in photographs.list_photographs(place)] == [
        ("座谈会现场", "观摩座谈"),
        ("义诊", ""),
    ]
    assert photographs.read_photograph_file(place, second.id) == b"two"


def test_the_same_photograph_twice_is_kept_once_with_the_caption_it_had(place):
    photographs.keep_photograph(place, b"one", "座谈会")
    assert photographs.keep_photograph(place, b"one", "IMG_1").caption == "座谈会"
    assert len(photographs.list_photographs(place)) == 1


def test_what_somebody_else_dropped_cannot_be_placed(place):
    kept = photographs.keep_photograph(place, b"one", "座谈会")
    photographs.drop_photograph(place, kept.id)
    with pytest.raises(KjrError, match="已被别人去掉"):
        photographs.place_photograph(place, kept)
    with pytest.raises(KjrError, match="已被别人去掉"):
        photographs.read_photograph_file(place, kept.id)
    assert photographs.list_photographs(place) == []


def test_a_photograph_of_a_frozen_moment_can_be_read_after_it_was_dropped(place):
    kept = photographs.keep_photograph(place, b"one", "座谈会")
    assert photographs.freeze_photographs(place) == (kept,)
    photographs.drop_photograph(place, kept.id)
    assert photographs.list_photographs(place) == []
    assert photographs.read_photograph_file(place, kept.id) == b"one"
    assert photographs.freeze_photographs(place) == ()


def test_one_of_a_frozen_moment_that_comes_back_and_goes_again_stays_with_it(place):
    kept = photographs.keep_photograph(place, b"one", "座谈会")
    photographs.freeze_photographs(place)
    for caption in ("后来", "再后来"):
        photographs.drop_photograph(place, kept.id)
        assert photographs.keep_photograph(place, b"one", caption).caption == caption
    photographs.drop_photograph(place, kept.id)
    assert photographs.read_photograph_file(place, kept.id) == b"one"
