import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from kjr.ui.door import wire
from kjr.ui.door.messages import is_message_heard

GROUP = b"\xfb\x01\xfc\x01"
"""The beginning and the end of a group nobody knows, which every reader skips."""


def ask(states=0, hashes=0, words=0, text=""):
    message = BackMsg()
    for number in range(states):
        message.rerun_script.widget_states.widgets.add(id=str(number), trigger_value=True)
    message.rerun_script.cached_message_hashes.extend(["0"] * hashes)
    if words or text:
        widget = message.rerun_script.widget_states.widgets.add(id="typed", string_value=text)
        if words:
            widget.string_array_value.data.extend([""] * words)
    return message.SerializeToString()


@pytest.mark.parametrize("what", ["states", "hashes", "words"])
def test_a_message_of_many_parts_is_not_heard(what):
    said = ask(**{what: wire.MOST})
    assert not is_message_heard(said)
    assert not is_message_heard(GROUP + said)


def test_what_pages_send_is_heard_however_long_it_is():
    assert is_message_heard(ask(states=500, hashes=2000, words=500))
    assert is_message_heard(ask(text="1\n" * 5_000_000))
    assert is_message_heard(ask(states=3000, text="\x0a" * 10_000))


@pytest.mark.parametrize("said", [b"\xff" * 20_000, b"\x0f" * 20_000, ask(text="1" * 20_000)[:-9]])
def test_what_is_no_message_is_left_to_its_reader(said):
    assert wire.has_few_parts(said, BackMsg.DESCRIPTOR)


def test_just_so_many_parts_are_few():
    states = (wire.MOST - 2) // 3
    assert wire.has_few_parts(ask(states), BackMsg.DESCRIPTOR)
    assert not wire.has_few_parts(ask(states + 1), BackMsg.DESCRIPTOR)
