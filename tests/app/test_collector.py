import gc

from kjr.app.collector import pause_collector


def test_no_garbage_is_looked_for_meanwhile():
    with pause_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    gc.disable()
    try:
        with pause_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_there_for_good_is_looked_at_no_more():
    before = gc.get_freeze_count()
    try:
        with pause_collector(for_good=True):
            kept = [(object(), number) for number in range(1000)]
        assert gc.get_freeze_count() >= before + len(kept)
    finally:
        gc.unfreeze()
