import datetime as dt

from kjr.state.acts import Act, ActKind
from kjr.ui.office.sign_ins import REFUSED, SHOWN, select_latest

NOON = dt.datetime(2019, 6, 8, 4, tzinfo=dt.UTC)


def act(kind, minute):
    return Act(NOON + dt.timedelta(minutes=minute), "甲学会", "", kind)


def test_whoever_is_refused_again_and_again_pushes_nothing_off_the_list():
    told = [act(ActKind.SIGNED_IN, 0), act(ActKind.EXPORTED, 1)]
    flood = [act(ActKind.REFUSED, 2 + n) for n in range(3 * SHOWN)]
    late = act(ActKind.SIGNED_OUT, 9 * SHOWN)
    latest = select_latest([*told, *flood, late])
    assert latest == [late, *reversed(flood[-REFUSED:]), *reversed(told)]


def test_the_list_is_the_latest_first_and_no_longer_than_it_says():
    acts = [act(ActKind.VIEWED, n) for n in range(2 * SHOWN)]
    assert select_latest(acts) == acts[: -SHOWN - 1 : -1]
    assert select_latest(acts[:3]) == acts[2::-1]
