import threading

from kjr.state.journal import Journal
from kjr.state.sharing.examining import is_anybody_looking, list_server_faults
from kjr.state.sharing.lease import LOOKING, Lease
from tests.state.writer import NOTE


def test_whether_somebody_looks_is_told_and_nobody_is_kept_from_it(place):
    assert not is_anybody_looking(place)
    lease = Lease(place, LOOKING)
    assert lease.hold()
    assert is_anybody_looking(place)
    lease.release()
    assert not is_anybody_looking(place)
    assert lease.hold()
    lease.release()


def test_asking_leaves_nothing_behind(tmp_path):
    assert not is_anybody_looking(tmp_path / "state")
    assert not (tmp_path / "state").exists()


def test_campaigns_in_one_server_have_a_lease_each(server):
    leases = [Lease(server.make_room(), LOOKING) for _ in range(2)]
    assert [lease.hold() for lease in leases] == [True, True]
    for lease in leases:
        lease.release()


def test_who_waits_hears_of_an_act_at_once(place):
    """And waits until something is done, or its time is over."""
    journal, stopped = Journal(place), threading.Event()
    journal.append(NOTE)
    lease = Lease(place, LOOKING)
    lease.hold()
    lease.wait(0, stopped)
    heard = threading.Event()

    def wait():
        lease.wait(60, stopped)
        heard.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    Journal(place).append(NOTE)
    waiter.join(10)
    assert heard.is_set()
    lease.release()


def test_a_superuser_is_told(server):
    room = server.make_room()
    assert [*list_server_faults(room)] == []
    (told,) = list_server_faults(room.replace("kjr@", "postgres@"))
    assert "postgres 是超级用户" in told
