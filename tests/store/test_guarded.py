import os
import pickle
import signal
import time

import pytest

from kjr.errors import KjrError
from kjr.store.guarded import BUSY, TOO_MUCH, GuardedProcess, Workshop


@pytest.fixture
def workshop():
    workshop = Workshop(patience=20, processes=1)
    yield workshop
    workshop.close()


def whose(_kept=None):
    return os.getpid()


def refuse(why):
    raise KjrError(why)


def fill(size):
    return len(bytes(size))


def work_on():
    while True:
        pass


def fail():
    return 1 // 0


def test_a_file_is_made_in_another_process_that_lives_on(workshop):
    first = workshop.make(whose)
    assert first != os.getpid()
    assert workshop.make(whose) == first


def test_what_a_person_can_mend_comes_back_in_its_own_words(workshop):
    with pytest.raises(KjrError, match="只有"):
        workshop.make(refuse, "只有 .xlsx 工作簿能标注")


def test_a_bug_comes_back_as_one(workshop):
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        workshop.make(fail)


def test_a_file_that_takes_too_much_memory_is_told_and_the_next_one_is_made(workshop):
    with pytest.raises(KjrError) as told:
        workshop.make(fill, 3_000_000_000)
    assert str(told.value) == TOO_MUCH
    assert workshop.make(fill, 9) == 9


def test_a_file_that_takes_too_much_work_is_told():
    workshop = Workshop(patience=0.05, processes=1, slack=10_000)
    with pytest.raises(KjrError) as told:
        workshop.make(work_on)
    assert str(told.value) == TOO_MUCH
    workshop.close()


def test_a_file_that_waits_for_a_busy_machine_is_not_called_too_large(workshop):
    (process,) = workshop._processes
    os.kill(process.alive().pid, signal.SIGSTOP)  # as if others had all the machine's time
    process._patience, process._work = 0.3, 0.1
    with pytest.raises(KjrError) as told:
        workshop.make(whose)
    assert str(told.value) == BUSY


def test_who_waits_for_an_answer_leaves_the_machine_to_others(workshop):
    workshop.make(whose)
    before = time.process_time()
    workshop.make(time.sleep, 0.5)
    assert time.process_time() - before < 0.1


def test_what_a_long_task_took_is_given_back(workshop):
    first = workshop.make(whose)
    assert workshop.perform(whose, longest=0) == first
    assert workshop.make(whose) != first


def test_its_process_ends_when_nobody_is_left_to_ask():
    process = GuardedProcess(patience=10)
    running = process.alive()
    running.stdin.close()
    assert running.wait(10) == 0


def test_processes_that_were_ended_are_started_anew_by_the_next_task(workshop):
    first = workshop.make(whose)
    for _ in range(2):
        workshop.close()
    assert workshop.make(whose) not in (first, os.getpid())


def test_a_task_that_cannot_be_sent_leaves_the_next_one_its_own_answer(workshop):
    first = workshop.make(whose)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        workshop.make(lambda: 1)
    assert workshop.make(fill, 7) == 7
    assert workshop.make(whose) != first
