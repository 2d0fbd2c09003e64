import os
import signal
import subprocess
import sys
import threading
from functools import partial

import pytest

from kjr.store.base import UnreadableError
from kjr.store.guarded import ROOT
from kjr.store.xlsx import refusals, workbook
from kjr.store.xlsx.worker import Worker, build_upload_worker
from tests.store.files import bomb, xlsx


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


def test_reads_as_the_workbook_module_does(worker):
    assert worker.sheets(xlsx(), "甲学会") == workbook.read_sheets(xlsx(), "甲学会")


def test_a_refusal_comes_back_with_its_sentence(worker):
    with pytest.raises(UnreadableError, match="文件是空的"):
        worker.sheets(b"", "甲学会")


def test_a_book_that_ends_the_process_is_unreadable_and_the_next_one_is_read(worker):
    with pytest.raises(UnreadableError, match=refusals.HARMFUL[:5]):
        worker.sheets(bomb(), "甲学会")
    assert worker.sheets(xlsx(), "乙学会")[0].unit == "乙学会"


def test_a_book_that_takes_too_long_is_unreadable():
    vast = xlsx({"名单": [range(50)] * 3000})
    impatient = Worker(patience=0.001, slack=1)
    with pytest.raises(UnreadableError, match=refusals.HARMFUL[:5]):
        impatient.sheets(vast, "甲学会")
    impatient.close()


@pytest.mark.parametrize(
    ("build", "reason"),
    [(partial(Worker, processes=1), refusals.SLOW), (build_upload_worker, refusals.BUSY)],
)
def test_a_book_that_waits_for_a_busy_machine_is_not_called_damaged(build, reason):
    worker = build()
    (process,) = worker._processes
    os.kill(process.alive().pid, signal.SIGSTOP)  # as if others had all the machine's time
    assert process._patience > process._work
    process._patience, process._work = 0.3, 0.1
    with pytest.raises(UnreadableError, match=reason):
        worker.sheets(xlsx(), "甲学会")
    worker.close()


def test_work_without_end_is_stopped_though_the_clock_would_allow_it():
    vast = xlsx({"名单": [range(50)] * 3000})
    worker = Worker(patience=0.01, processes=1, slack=10_000)
    with pytest.raises(UnreadableError, match=refusals.HARMFUL[:5]):
        worker.sheets(vast, "甲学会")
    worker.close()


def test_goes_on_after_being_closed(worker):
    worker.sheets(xlsx(), "甲学会")
    worker.close()
    assert len(worker.sheets(xlsx(), "甲学会")) == 2


def test_threads_get_their_own_answers(worker):
    answers = {}

    def ask(unit):
        data = bomb() if unit == "3" else xlsx({unit: [[unit]]})
        try:
            answers[unit] = worker.sheets(data, unit)[0].name
        except UnreadableError as error:
            answers[unit] = str(error)

    threads = [threading.Thread(target=ask, args=[str(number)]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {str(n): str(n) for n in range(8)} | {"3": refusals.HARMFUL}


def test_the_program_that_uses_it_is_not_run_again(tmp_path):
    """As app.py would be, were the process started by multiprocessing."""
    program = tmp_path / "program.py"
    program.write_text(
        "from kjr.store.xlsx.worker import Worker\n"
        "print('ran', __name__)\n"
        "worker = Worker()\n"
        "try:\n"
        "    worker.sheets(b'', 'x')\n"
        "except Exception as error:\n"
        "    print(type(error).__name__)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, program],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["ran", "__main__", "UnreadableError"]


def test_one_at_a_time_needs_one_process():
    worker = Worker()
    for _ in range(3):
        worker.sheets(xlsx(), "甲学会")
    assert [process._running is None for process in worker._processes] == [True, False]
    worker.close()
