"""催报 from the table: each unit its own text, copied in one press and on record with it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from kjr.documents.reminders.reminder import Reminder
from kjr.documents.reminders.unit_reminders import compose_unit_reminders
from kjr.state.acts import ActKind
from kjr.state.chases import COPIED, Announced, build_chase
from kjr.ui import gate, live, widgets
from kjr.ui.office.sending import offer_sending
from kjr.ui.office.today.dealing import Dealing, write_acts
from kjr.ui.office.today.desk import Desk
from kjr.ui.presses import is_any_waiting, offer_press
from kjr.values.escapes import escape_markdown

OTHER: Final = "要对它说的话变了，没有记下；请看一眼再办"


def ask_about_texts(dealing: Dealing) -> None:
    """What each unit will be told, who is asked for nothing, and who was asked a moment ago."""
    records = {item.unit: item.record for item in dealing.chosen}
    recipients = live.find_app().find_recipients()
    every = compose_unit_reminders(dealing.overview, None, recipients, records)
    due = [each for each in every if each.to in records]
    idle = len(records) - len(due)
    if idle:
        st.caption(f"{idle} 家没有欠的，不催。")
    pause, now = dealing.overview.campaign.reminders.wait, live.read_campaign_clock()
    fresh = [each for each in due if not records[each.to].is_recent(now, pause)]
    if recent := [each.to for each in due if each not in fresh]:
        st.warning(escape_markdown(f"{len(recent)} 家刚催过：{'、'.join(recent)}"))
    if fresh and len(fresh) < len(due) and st.toggle("刚催过的这次不催", value=True, key="spare"):
        due = fresh
    if due or is_any_waiting():
        texts = [each.text for each in due]
        widgets.show_hidden_note("to-copy", "\n\n".join(texts))
        show_texts(texts)
        _offer_copying(dealing, due, {each.to: each.text for each in every})
    if due:
        offer_sending(dealing.overview, due, dealing.who)


def show_texts(texts: Sequence[str]) -> None:
    """The texts as one, as they are copied."""
    with st.container(height=240):
        st.code("\n\n".join(texts), language=None, wrap_lines=True)


def tell_copied(desk: Desk) -> None:
    """What was copied last, to be copied again; without what is not to be sent any more."""
    kept = [text for unit, text in desk.texts.items() if not desk.answers.get(unit)]
    if len(kept) < len(desk.texts):
        st.warning("刚才复制的里面还有没有记下的几段，不要发出去；要发的在下面，请重新复制。")
    if kept:
        with st.expander("刚才复制的文字"):
            show_texts(kept)


def _offer_copying(dealing: Dealing, due: Sequence[Reminder], texts: Mapping[str, str]) -> None:
    """The browser copies what is shown in the same press; the table's script does that.

    On record comes what was shown, where it is still what that unit is to be told.
    """
    label, look = f"复制并记一笔（{len(due)} 家）", {"type": "primary", "disabled": not dealing.who}
    if press := offer_press(st.button, label, "copied", about=tuple(due), **look):
        due = press.about
        other = {each.to: OTHER for each in due if texts.get(each.to) != each.text}
        actors = {each.to: gate.find_actor(each.to, dealing.who) for each in due}
        acts = {
            each.to: build_chase(
                Announced(each.to, each.units, COPIED, each.rung, each.text),
                actors[each.to].who,
                actors[each.to].now,
            )
            for each in due
        }
        dealing.desk.texts = {each.to: each.text for each in due}
        write_acts(press, dealing, ActKind.CHASED, acts, other)
