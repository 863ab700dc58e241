"""The transport against a real server: limits, repeats, redirects, and a word that ends it all."""

import gzip
import logging
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest
from tests.unit.crm.small_server import SmallServer, Told, wait_until

from outlook_crm import errors
from outlook_crm.crm.connector import Network
from outlook_crm.crm.failures import Lost
from outlook_crm.crm.message import Request
from outlook_crm.crm.transport import Limits, Transport
from outlook_crm.support.secret import Secret

QUICK = Limits(connect=15, read=10, whole=30, pause=0.01, patience=0.2, jitter=lambda: 0.5)
SOON = 9  # seconds: less than any limit or answer it would else wait for, on a busy machine
GET = Request("GET", "/activities", (("filter", '{"$eq":["a","å b"]}'), ("page[size]", "2")))
POST = Request("POST", "/activities", body=b"{}", content_type="application/json")
COUNT = replace(POST, path="/reporting", reads=True)
TOKEN = Secret("a-token-that-nobody-sees")


@pytest.fixture
def connect(server):
    """Makes transports to the server, and closes them."""
    made = []

    def make(address=server.address, network=None, limits=QUICK):
        made.append(Transport(address, network or Network(), limits))
        return made[-1]

    yield make
    for transport in made:
        transport.close()


@pytest.fixture
def transport(connect):
    return connect()


def methods(server):
    return [asked.method for asked in server.asked]


class TestARequest:
    def test_arrives_as_it_was_meant(self, server, transport):
        transport.send(GET, TOKEN)
        (asked,) = server.asked
        assert asked.path == "/api/v1/activities"
        assert asked.query == {"filter": '{"$eq":["a","å b"]}', "page[size]": "2"}
        assert asked.headers["authorization"] == f"Bearer {TOKEN.reveal()}"
        assert asked.headers["accept"] == "application/vnd.api+json"
        assert "content-type" not in asked.headers
        assert asked.headers["user-agent"].startswith("outlook-crm/")

    def test_brings_back_status_headers_and_body(self, server, transport):
        server.answers = [Told(404, b'{"x": 1}', {"X-Some": "thing"})]
        response = transport.send(GET)
        assert response.status == 404
        assert not response.is_good
        assert response.headers["x-some"] == "thing"
        assert response.json() == {"x": 1}

    def test_goes_over_one_connection_that_is_kept(self, server, transport):
        for _ in range(20):
            transport.send(GET)
        assert {asked.connection for asked in server.asked} == {1}

    def test_after_a_long_rest_goes_over_a_new_one(self, server, connect):
        transport = connect(limits=replace(QUICK, rest=0.0))
        for _ in range(2):
            transport.send(POST)
        assert [asked.connection for asked in server.asked] == [1, 2]

    def test_measures_the_servers_clock(self, server, transport):
        assert transport.skew is None
        server.answers = [Told(headers={"Date": "Wed, 01 Jan 2020 00:00:00 GMT"})]
        transport.send(GET)
        assert transport.skew.days < -1000

    def test_knows_no_environment(self, server, connect, monkeypatch, tmp_path):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login a password b")
        monkeypatch.setenv("NETRC", str(netrc))
        assert connect().send(GET).status == 200
        assert "authorization" not in server.asked[0].headers

    def test_keeps_no_cookies(self, server, transport):
        server.answers = [Told(headers={"Set-Cookie": "session=1"})]
        transport.send(GET)
        transport.send(GET)
        assert "cookie" not in server.asked[1].headers

    def test_says_in_the_log_what_was_asked_and_nothing_secret(self, transport, caplog):
        caplog.set_level(logging.DEBUG, "outlook_crm")
        transport.send(GET, TOKEN)
        assert "GET /activities -> 200" in caplog.text
        assert TOKEN.reveal() not in caplog.text

    def test_shows_no_secret_in_its_repr(self):
        assert "hunter2" not in repr(replace(POST, body=b"password=hunter2"))


class TestAFailure:
    def test_of_the_network_is_unreachable_and_tells_why(self, connect):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            transport = connect(f"http://127.0.0.1:{free.getsockname()[1]}/api/v1")
            for request in (GET, POST):
                with pytest.raises(errors.Unreachable) as caught:
                    transport.send(request)
                assert "refused" in caught.value.text
                assert not isinstance(caught.value, Lost)

    def test_of_the_name_is_unreachable(self, connect):
        with pytest.raises(errors.Unreachable):
            connect("https://no-such-host.invalid/api/v1").send(POST)

    @pytest.mark.parametrize("request_", [GET, COUNT])
    def test_of_a_read_is_repeated(self, server, transport, request_):
        server.answers = [Told(drop=True), Told(503), Told()]
        assert transport.send(request_).status == 200
        assert len(server.asked) == 3

    def test_of_a_read_is_not_repeated_for_ever(self, server, transport):
        server.answers = [Told(drop=True)]
        with pytest.raises(errors.Unreachable) as caught:
            transport.send(GET)
        assert not isinstance(caught.value, Lost)
        assert len(server.asked) == QUICK.tries

    @pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
    def test_of_a_write_that_departed_is_lost_and_never_repeated(self, server, transport, method):
        server.answers = [Told(drop=True)]
        with pytest.raises(Lost):
            transport.send(replace(POST, method=method))
        assert methods(server) == [method]

    def test_of_a_write_by_the_server_itself_is_not_repeated(self, server, transport):
        server.answers = [Told(503)]
        assert transport.send(POST).status == 503
        assert len(server.asked) == 1

    def test_by_silence_ends_at_the_limit(self, server, connect):
        server.answers = [Told(slow=30)]
        began = time.monotonic()
        with pytest.raises(errors.Unreachable, match="timed out"):
            connect(limits=replace(QUICK, read=0.5, tries=1)).send(GET)
        assert time.monotonic() - began < SOON

    def test_by_long_silence_is_not_repeated_here(self, server, connect):
        server.answers = [Told(slow=30)]
        limits = replace(QUICK, connect=0.3, read=0.4)
        with pytest.raises(errors.Unreachable):
            connect(limits=limits).send(GET)
        assert len(server.asked) == 1

    def test_by_an_answer_that_trickles_ends_at_the_limit_of_the_whole(self, connect):
        with trickling_server() as port:
            address = f"http://127.0.0.1:{port}/api/v1"
            limits = replace(QUICK, read=5, whole=0.4, tries=1)
            began = time.monotonic()
            with pytest.raises(Lost):
                connect(address, limits=limits).send(POST)
            assert time.monotonic() - began < SOON

    def test_does_not_spoil_the_next_call(self, server, connect):
        transport = connect(limits=replace(QUICK, read=0.5, tries=1))
        server.answers = [Told(slow=30), Told()]
        with pytest.raises(errors.Unreachable):
            transport.send(GET)
        assert transport.send(GET).status == 200

    def test_by_too_much_is_no_crm(self, server, connect):
        server.answers = [
            Told(body=gzip.compress(b"0" * 200_000), headers={"Content-Encoding": "gzip"})
        ]
        transport = connect(limits=replace(QUICK, largest=100_000))
        with pytest.raises(errors.NotACrm):
            transport.send(GET)
        with pytest.raises(Lost):
            transport.send(POST)

    def test_holds_no_secret_in_its_chain(self, server, transport):
        server.answers = [Told(drop=True)]
        with pytest.raises(Lost) as caught:
            transport.send(POST, TOKEN)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
        assert TOKEN.reveal() not in repr(caught.value.values)


class TestAskedToWait:
    @pytest.mark.parametrize("status", [429, 503])
    @pytest.mark.parametrize("request_", [GET, POST])
    def test_for_a_moment_it_waits(self, server, transport, status, request_):
        server.answers = [Told(status, headers={"Retry-After": "0.1"}), Told()]
        began = time.monotonic()
        assert transport.send(request_).status == 200
        assert time.monotonic() - began >= 0.1

    @pytest.mark.parametrize("request_", [GET, POST])
    def test_without_saying_how_long_it_waits_a_moment(self, server, transport, request_):
        server.answers = [Told(429), Told()]
        assert transport.send(request_).status == 200
        assert len(server.asked) == 2

    def test_for_long_it_gives_the_answer_back_at_once(self, server, transport):
        server.answers = [Told(429, headers={"Retry-After": "120"})]
        response = transport.send(POST)
        assert (response.status, response.retry_after) == (429, 120)
        assert len(server.asked) == 1

    def test_again_and_again_it_gives_up(self, server, transport):
        server.answers = [Told(429, headers={"Retry-After": "0"})]
        assert transport.send(GET).status == 429
        assert len(server.asked) == QUICK.tries


class TestARedirect:
    def test_within_the_host_is_followed(self, server, transport):
        server.answers = [Told(302, headers={"Location": "/api/v1/elsewhere"}), Told()]
        assert transport.send(GET, TOKEN).status == 200
        assert server.asked[1].path == "/api/v1/elsewhere"
        assert "authorization" in server.asked[1].headers

    def test_to_another_host_is_refused_and_the_token_stays_here(self, server, transport):
        with SmallServer().running() as other:
            for there in (other.address, f"http://localhost:{server.port}/", "//example.com/x"):
                server.answers = [Told(302, headers={"Location": there})]
                with pytest.raises(errors.NotACrm, match="another server"):
                    transport.send(GET, TOKEN)
            assert not other.asked

    def test_of_a_write_keeps_it_a_write(self, server, transport):
        server.answers = [Told(307, headers={"Location": "/api/v1/x"}), Told()]
        transport.send(POST)
        assert methods(server) == ["POST", "POST"]
        assert server.asked[1].body == POST.body

    def test_that_would_make_a_write_a_read_is_refused(self, server, transport):
        server.answers = [Told(302, headers={"Location": "/api/v1/x"})]
        with pytest.raises(errors.NotACrm):
            transport.send(POST)

    def test_in_circles_ends(self, server, transport):
        server.answers = [Told(302, headers={"Location": "/api/v1/activities"})]
        with pytest.raises(errors.NotACrm, match="circles"):
            transport.send(GET)


class TestCancel:
    def test_ends_a_running_call_soon(self, server, connect):
        transport = connect(limits=replace(QUICK, read=30))
        server.answers = [Told(slow=30)]
        with pytest.raises(errors.Cancelled):
            cancelled_underway(transport, server, GET)

    def test_of_a_write_that_departed_does_not_say_nothing_happened(self, server, connect):
        transport = connect(limits=replace(QUICK, read=30))
        server.answers = [Told(slow=30)]
        with pytest.raises(Lost):
            cancelled_underway(transport, server, POST)

    def test_while_connecting_ends_soon_and_the_request_never_departs(self, connect):
        with full_backlog() as port:
            transport = connect(f"http://127.0.0.1:{port}/api/v1")
            threading.Timer(0.1, transport.cancel).start()
            began = time.monotonic()
            with pytest.raises(errors.Cancelled):
                transport.send(POST)
            assert time.monotonic() - began < SOON

    def test_ends_a_rest_between_two_tries(self, server, connect):
        transport = connect(limits=replace(QUICK, pause=30))
        server.answers = [Told(503)]
        with pytest.raises(errors.Cancelled):
            cancelled_underway(transport, server, GET)

    def test_lasts(self, server, transport):
        transport.cancel()
        for _ in range(2):
            with pytest.raises(errors.Cancelled):
                transport.send(GET)
        assert not server.asked

    def test_ends_the_line_too(self, server, connect):
        before = lines()
        transport = connect(limits=replace(QUICK, read=30))
        server.answers = [Told(slow=30)]
        with pytest.raises(errors.Cancelled):
            cancelled_underway(transport, server, GET)
        wait_until(lambda: lines() <= before, SOON)


class TestTheWayThere:
    def test_http_is_for_this_machine_alone(self):
        for address in ("http://crm.example.com/api/v1", "ftp://crm.example.com"):
            with pytest.raises(errors.WrongAddress):
                Transport(address, Network())

    @pytest.mark.parametrize("scheme", ["", "http://"])
    def test_goes_over_the_proxy_that_is_named_for_the_address(self, server, connect, scheme):
        asked_for = []

        def proxy_for(address):
            asked_for.append(address)
            return f"{scheme}127.0.0.1:{server.port}"

        transport = connect("http://localhost:9/api/v1", Network(proxy_for))
        transport.send(GET)
        transport.send(GET)
        assert asked_for == ["http://localhost:9/api/v1"]
        assert len(server.asked) == 2
        assert server.asked[0].headers["host"] == "localhost:9"

    def test_a_proxy_that_wants_a_log_in_is_told(self, server, connect):
        server.answers = [Told(407)]
        transport = connect(network=Network(lambda _: f"127.0.0.1:{server.port}"))
        with pytest.raises(errors.Unreachable, match="proxy"):
            transport.send(GET)

    def test_a_bad_file_of_certificates_is_told(self, connect, tmp_path):
        file = tmp_path / "ca.pem"
        for text in (None, "no certificate"):
            if text:
                file.write_text(text)
            transport = connect("https://localhost:9/api/v1", Network(ca_file=str(file)))
            with pytest.raises(errors.BadSettings) as caught:
                transport.send(GET)
            assert str(file) in caught.value.text

    def test_a_certificate_of_nobody_is_untrusted(self, secure_server, connect):
        with pytest.raises(errors.Untrusted) as caught:
            connect(secure_server.address).send(POST, TOKEN)
        assert "localhost" in caught.value.text
        assert not secure_server.asked

    def test_a_certificate_of_the_firms_own_authority_is_trusted(self, secure_server, connect):
        transport = connect(secure_server.address, Network(ca_file=str(secure_server.ca_file)))
        for _ in range(3):
            assert transport.send(GET, TOKEN).status == 200
        assert {asked.connection for asked in secure_server.asked} == {1}

    def test_a_secure_call_ends_soon_too(self, secure_server, connect):
        network = Network(ca_file=str(secure_server.ca_file))
        transport = connect(secure_server.address, network, replace(QUICK, read=30))
        secure_server.answers = [Told(slow=30)]
        with pytest.raises(errors.Cancelled):
            cancelled_underway(transport, secure_server, GET)


def test_the_protocols_are_loaded_without_the_network_library():
    code = "import sys, outlook_crm.crm.connector; print('requests' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def cancelled_underway(transport, server, request):
    """Send, cancel once the server has the request, and see that it ended then."""
    moments = []

    def cancel():
        server.got.wait(30)
        moments.append(time.monotonic())
        transport.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    try:
        transport.send(request)
    finally:
        ended = time.monotonic()
        thread.join()
        assert ended - moments[0] < SOON


def lines():
    return sum(thread.name == "crm-line" for thread in threading.enumerate())


class full_backlog:  # noqa: N801 - reads as a function
    """A port whose connections are never taken up: connecting to it hangs."""

    def __enter__(self):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(0)
        self.waiting = []
        for _ in range(4):
            each = socket.socket()
            each.settimeout(0)
            each.connect_ex(self.listener.getsockname())
            self.waiting.append(each)
        return self.listener.getsockname()[1]

    def __exit__(self, *_):
        for each in (*self.waiting, self.listener):
            each.close()


class trickling_server:  # noqa: N801
    """Answers one byte at a time, never silent for long and never done."""

    def __enter__(self):
        self.ended = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        return self.listener.getsockname()[1]

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        self.listener.close()

    def _serve(self):
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not self.ended.wait(0.05):
                try:
                    connection.sendall(b"0")
                except OSError:
                    return
