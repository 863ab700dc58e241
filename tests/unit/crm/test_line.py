"""Calls that are left before their request departs."""

import threading

from tests.unit.crm.small_server import Told, wait_until

from outlook_crm.crm.line import AbandonedError, Call, Line


def call(server, method="POST"):
    return Call(method, f"{server.address}/x", {}, b"{}", "", 30, 30, 1000)


def test_a_call_left_while_the_line_was_not_ready_never_departs(server):
    ready = threading.Event()
    line = Line(lambda: ready.wait(20) and None)  # as a name look-up or a handshake would hang
    left, stays = call(server), call(server, "PATCH")
    line.place(left)
    left.abandon()
    assert left.ended.is_set()
    assert not left.departed
    ready.set()
    line.place(stays)
    assert stays.ended.wait(20)
    assert [asked.method for asked in server.asked] == ["PATCH"]
    assert isinstance(left.failure, AbandonedError)
    line.drop()


def test_a_call_left_afterwards_may_have_arrived(server):
    server.answers = [Told(slow=30)]
    line = Line(lambda: None)
    left = call(server)
    line.place(left)
    assert server.got.wait(20)
    left.abandon()
    assert left.departed
    line.drop()
    wait_until(lambda: left.failure is not None)


def test_a_call_on_a_line_that_was_dropped_fails_soon(server):
    server.answers = [Told(slow=30)]
    line = Line(lambda: None)
    running = call(server)
    line.place(running)
    assert server.got.wait(20)
    line.drop()
    assert running.ended.wait(20)
    assert running.answer is None


def test_no_secret_shows_in_a_call(server):
    shown = repr(Call("GET", "/x", {"Authorization": "Bearer t0ken"}, b"pa55word", "", 1, 1, 1))
    assert "t0ken" not in shown
    assert "pa55word" not in shown
