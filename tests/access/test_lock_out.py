import pytest

from kjr.access import lock_out
from kjr.access.lock_out import LockedOutError
from kjr.state.facts import change_facts, read_facts
from tests.doors import NOON, after


def tries(folder, times, account="甲学会", address="10.0.0.9", now=NOON):
    """How many of so many wrong tries are looked at."""
    looked_at = 0
    for _ in range(times):
        try:
            lock_out.count_try(folder, account, address, now)
        except LockedOutError:
            continue
        looked_at += 1
    return looked_at


def test_a_few_slips_are_free_then_there_is_a_pause(tmp_path):
    assert tries(tmp_path, 10) == 5
    with pytest.raises(LockedOutError, match="请 2 分钟后再试"):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", NOON)
    assert tries(tmp_path, 10, now=after(seconds=61)) == 1


def test_the_pause_doubles_up_to_an_hour(tmp_path):
    tries(tmp_path, 5)
    assert tries(tmp_path, 1, now=after(seconds=61)) == 1
    assert tries(tmp_path, 1, now=after(seconds=122)) == 0
    assert tries(tmp_path, 1, now=after(seconds=182)) == 1


def test_somebody_elsewhere_is_not_locked_out_with_them(tmp_path):
    tries(tmp_path, 10)
    assert tries(tmp_path, 1, address="10.0.0.7") == 1


def test_two_who_press_in_the_same_moment_do_not_lock_each_other_out(tmp_path):
    """The one who asked first may be counted last."""
    assert tries(tmp_path, 1, account="乙学会", now=after(seconds=0.01)) == 1
    assert tries(tmp_path, 1, account="甲学会", now=NOON) == 1


def test_an_account_tried_from_everywhere_waits_seconds_and_is_not_locked(tmp_path):
    looked_at = sum(tries(tmp_path, 1, address=f"10.0.1.{n}") for n in range(200))
    assert looked_at == 20
    assert tries(tmp_path, 1, now=after(seconds=9)) == 0
    assert tries(tmp_path, 1, now=after(seconds=11)) == 1


def test_a_browser_that_signed_in_before_is_let_through(tmp_path):
    lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    for n in range(200):
        tries(tmp_path, 1, address=f"10.0.1.{n}")
        tries(tmp_path, 1, account=f"单位{n}")
    lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    for account, browser in (("甲学会", "another"), ("乙学会", "hers"), ("甲学会", "")):
        with pytest.raises(LockedOutError):
            lock_out.count_try(tmp_path, account, "10.0.0.9", NOON, browser)


def test_a_browser_is_forgotten_in_half_a_year(tmp_path):
    lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    tries(tmp_path, 10, now=after(days=181))
    with pytest.raises(LockedOutError):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(days=181), "hers")
    tries(tmp_path, 10, now=after(days=179))
    lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(days=179), "hers")


def test_half_a_year_is_180_days(tmp_path):
    for browser in ("first", "second"):
        lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, browser)
    tries(tmp_path, 10, now=after(days=180, seconds=-1))
    lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(days=180, seconds=-1), "first")
    with pytest.raises(LockedOutError):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(days=180), "second")


def test_the_browsers_that_signed_in_last_are_known(tmp_path, monkeypatch):
    with monkeypatch.context() as fewer:
        fewer.setattr(lock_out, "MOST", 2)
        for minute, browser in enumerate(("stays", "goes", "stays", "new")):
            lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", after(minutes=minute), browser)
    tries(tmp_path, 10, now=after(minutes=4))
    for browser in ("stays", "new"):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(minutes=4), browser)
    with pytest.raises(LockedOutError):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(minutes=4), "goes")


def test_a_known_browser_is_not_free_to_guess(tmp_path):
    lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    for _ in range(5):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    with pytest.raises(LockedOutError):
        lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", after(seconds=59), "hers")
    lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    lock_out.count_try(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")


def test_the_name_of_a_browser_is_not_kept(tmp_path):
    lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", NOON, "hers")
    assert read_facts(tmp_path, lock_out.BROWSERS)
    assert "hers" not in str(read_facts(tmp_path, lock_out.BROWSERS))


def test_an_address_that_tries_every_account_is_locked(tmp_path):
    assert sum(tries(tmp_path, 1, account=f"单位{n}") for n in range(200)) == 40


def test_the_right_code_forgives_the_account_but_not_the_address(tmp_path):
    for round_ in range(60):
        now = after(seconds=round_)
        tries(tmp_path, 1, account=f"单位{round_}", now=now)
        if tries(tmp_path, 1, now=now):
            lock_out.forgive_tries(tmp_path, "甲学会", "10.0.0.9", now)
    assert tries(tmp_path, 1, account="另一家", now=after(seconds=60)) == 0


def test_a_house_behind_one_address_signs_in_without_end(tmp_path):
    for n in range(45):
        assert tries(tmp_path, 1, account=f"单位{n}") == 1
        lock_out.forgive_tries(tmp_path, f"单位{n}", "10.0.0.9", NOON)
    assert tries(tmp_path, 4, account="单位0") == 4


def test_every_three_hours_forgive_one_try(tmp_path):
    tries(tmp_path, 5)
    assert tries(tmp_path, 10, now=after(hours=6)) == 2
    assert tries(tmp_path, 10, now=after(hours=8, minutes=59)) == 1


def test_a_try_that_was_forgiven_is_free_again(tmp_path):
    tries(tmp_path, 1)
    assert tries(tmp_path, 10, now=after(hours=3)) == 5
    assert tries(tmp_path, 1, now=after(hours=3, seconds=59)) == 0
    assert tries(tmp_path, 1, now=after(hours=3, seconds=60)) == 1


def test_no_try_is_forgiven_too_soon(tmp_path):
    tries(tmp_path, 4)
    assert tries(tmp_path, 10, now=after(hours=3, seconds=-1)) == 1


def test_a_day_is_24_hours(tmp_path):
    def looked_at(moment):
        return sum(tries(tmp_path, 1, f"{moment} {n}", now=moment) for n in range(50))

    assert looked_at(NOON) == 40
    assert looked_at(after(hours=24, seconds=-1)) == 7
    assert looked_at(after(hours=48, seconds=-1)) == 40
    assert looked_at(after(hours=72, seconds=-1)) == 40


def test_five_thousand_counters_are_kept(tmp_path):
    with change_facts(tmp_path, lock_out.TRIES) as counters:
        counters |= {f"@ {n}": [1, 0, NOON.timestamp() + n / 10_000] for n in range(5000)}
    tries(tmp_path, 1, now=after(seconds=1))
    assert len(read_facts(tmp_path, lock_out.TRIES)) == 5000


def test_the_pause_is_never_longer_than_an_hour(tmp_path):
    now = 0
    for _ in range(12):
        tries(tmp_path, 5, now=after(seconds=now))
        now += 3600
    assert tries(tmp_path, 1, now=after(seconds=now - 1)) == 0
    assert tries(tmp_path, 1, now=after(seconds=now)) == 1


@pytest.mark.parametrize("what", ["account", "address"])
def test_a_name_without_end_is_no_new_name_each_time(tmp_path, what):
    names = [{what: "1" * 60 + str(n)} for n in range(10)]
    assert sum(tries(tmp_path, 1, **name) for name in names) == 5


def test_sixty_letters_tell_two_apart(tmp_path):
    names = ["1" * 59 + str(n) for n in range(10)]
    assert sum(tries(tmp_path, 1, account=name) for name in names) == 10


def test_a_proxy_that_hides_addresses_is_remembered_until_it_does_not(tmp_path):
    assert not lock_out.is_proxy_hiding(tmp_path)
    lock_out.remember_proxy(tmp_path, is_hidden=True)
    assert lock_out.is_proxy_hiding(tmp_path)
    lock_out.remember_proxy(tmp_path, is_hidden=False)
    assert not lock_out.is_proxy_hiding(tmp_path)


def test_a_day_later_all_is_forgiven(tmp_path):
    tries(tmp_path, 10)
    assert tries(tmp_path, 10, now=after(hours=25)) == 5


def test_the_count_never_grows_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(lock_out, "MOST", 30)
    for n in range(60):
        tries(tmp_path, 1, f"单位{n}", f"10.0.2.{n}")
    assert 0 < len(read_facts(tmp_path, lock_out.TRIES)) <= 30
