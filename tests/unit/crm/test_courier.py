"""Posting a text to an address: once, whole, and over nothing but https or this machine."""

import threading

import pytest
from tests.unit.crm.small_server import Told

from outlook_crm.crm.connector import Network
from outlook_crm.crm.courier import Courier
from outlook_crm.errors import Cancelled, Error, Refused, WrongAddress


def test_a_text_arrives_as_it_is(server):
    Courier().post(server.address, '{"kind": "ö"}', Network())
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/api/v1")
    assert asked.body.decode() == '{"kind": "ö"}'
    assert asked.headers["content-type"] == "application/json"
    assert "authorization" not in asked.headers


def test_over_https_with_the_firms_own_authority(secure_server):
    Courier().post(secure_server.address, "{}", Network(ca_file=str(secure_server.ca_file)))
    assert len(secure_server.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_refusal_is_told(server, status):
    server.answers = [Told(status)]
    with pytest.raises(Refused):
        Courier().post(server.address, "{}", Network())


def test_a_server_that_hangs_up_is_an_error_of_ours(server):
    server.answers = [Told(drop=True)]
    with pytest.raises(Error):
        Courier().post(server.address, "{}", Network())


def test_plain_http_to_another_machine_is_refused_before_anything_is_sent():
    with pytest.raises(WrongAddress):
        Courier().post("http://faults.example.com/take", "{}", Network())


def test_a_running_post_can_be_ended(server):
    server.answers = [Told(slow=30)]
    courier = Courier()
    ended = []

    def post():
        with pytest.raises(Cancelled):
            courier.post(server.address, "{}", Network())
        ended.append(True)

    thread = threading.Thread(target=post)
    thread.start()
    assert server.got.wait(20)
    courier.cancel()
    thread.join(20)
    assert ended
    with pytest.raises(Cancelled):
        courier.post(server.address, "{}", Network())
