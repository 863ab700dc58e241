"""The worker's thread: one job at a time, quick to stop, not to be killed by a fault."""

import threading

import pytest

from outlook_crm.worker import Worker

SOON = 5  # seconds that a test waits for what comes at once


class Tick:
    """Counts its calls; says when the next is due, or raises."""

    def __init__(self, wait=60.0):
        self.wait = wait
        self.called = threading.Semaphore(0)

    def __call__(self):
        self.called.release()
        if isinstance(self.wait, Exception):
            raise self.wait
        return self.wait


@pytest.fixture
def faults():
    return []


@pytest.fixture
def started(faults):
    workers = []

    def start(tick=None, on_fault=faults.append):
        workers.append(Worker(tick or Tick(), on_fault))
        workers[-1].start()
        return workers[-1]

    yield start
    assert all(worker.stop(SOON) for worker in workers)


def wait_for(worker):
    """Until all that was posted so far is done."""
    done = threading.Event()
    worker.post(done.set)
    assert done.wait(SOON)


def test_jobs_run_in_their_order_on_one_thread_of_its_own(started):
    worker, seen = started(), []
    for number in range(20):
        worker.post(lambda number=number: seen.append((number, threading.get_ident())))
    wait_for(worker)
    assert [number for number, _ in seen] == list(range(20))
    assert {thread for _, thread in seen} != {threading.get_ident()}
    assert len({thread for _, thread in seen}) == 1


def test_jobs_posted_before_the_start_are_done():
    worker, done = Worker(Tick(), lambda _: None), threading.Event()
    worker.post(done.set)
    worker.start()
    assert done.wait(SOON)
    assert worker.stop(SOON)


def test_a_job_does_not_wait_for_what_is_due(started):
    tick = Tick(wait=3600.0)
    worker = started(tick)
    assert tick.called.acquire(timeout=SOON)
    wait_for(worker)
    assert tick.called.acquire(timeout=SOON)


def test_what_is_due_is_done_without_a_job(started):
    tick = Tick(wait=0.001)
    started(tick)
    assert all(tick.called.acquire(timeout=SOON) for _ in range(5))


@pytest.mark.parametrize("wait", [-1.0, 0.0, float("inf"), 1e12])
def test_any_number_of_seconds_is_a_wait(started, faults, wait):
    worker = started(Tick(wait))
    wait_for(worker)
    wait_for(worker)
    assert faults == []


def test_a_fault_in_a_job_is_told_and_the_next_is_done(started, faults):
    fault = ValueError("of a job")

    def fail():
        raise fault

    worker = started()
    worker.post(fail)
    wait_for(worker)
    assert faults == [fault]


def test_a_fault_in_a_tick_is_told_and_jobs_are_done(started, faults):
    fault = ValueError("of a tick")
    worker = started(Tick(fault))
    wait_for(worker)
    assert faults[0] is fault


def test_a_fault_in_telling_a_fault_ends_nothing(started):
    def fail(*_):
        raise ValueError

    worker = started(on_fault=fail)
    worker.post(fail)
    wait_for(worker)


def test_stopping_does_not_do_what_waits(started):
    worker, running, go, seen = started(), threading.Event(), threading.Event(), []

    def long_job():
        running.set()
        go.wait(SOON)

    worker.post(long_job)
    worker.post(lambda: seen.append("never"))
    assert running.wait(SOON)
    assert not worker.stop(0.01)
    go.set()
    assert worker.stop(SOON)
    assert seen == []


def test_stopping_is_possible_at_any_time_and_twice():
    worker = Worker(Tick(), lambda _: None)
    assert worker.stop(0)
    worker = Worker(Tick(), lambda _: None)
    worker.start()
    assert worker.stop(SOON)
    assert worker.stop(0)
    worker.post(lambda: None)


def test_the_process_does_not_wait_for_it(started):
    names = {}
    worker = started()
    worker.post(lambda: names.update(daemon=threading.current_thread().daemon))
    wait_for(worker)
    assert names == {"daemon": True}
