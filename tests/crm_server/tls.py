"""TLS before the server, which speaks plain HTTP: a listener that passes bytes on."""

import contextlib
import socket
import ssl
import threading
from pathlib import Path

_CHUNK = 64 * 1024


class TlsFront:
    """Listens with a certificate and hands every connection to ``backend`` (host, port)."""

    def __init__(self, host: str, port: int, certificate: Path, key: Path):
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._listener = socket.create_server((host, port))
        self.port = self._listener.getsockname()[1]

    def run(self, backend: tuple[str, int]):
        """Pass connections on, from a thread of its own."""
        threading.Thread(target=self._accept, args=(backend,), daemon=True, name="tls").start()

    def _accept(self, backend: tuple[str, int]):
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection, backend), daemon=True).start()

    def _serve(self, connection: socket.socket, backend: tuple[str, int]):
        # A client that does not trust the certificate ends the handshake: its own affair.
        with contextlib.suppress(OSError), connection:
            client = self._context.wrap_socket(connection, server_side=True)
            with client, socket.create_connection(backend) as server:
                back = threading.Thread(target=_pass_on, args=(server, client), daemon=True)
                back.start()
                _pass_on(client, server)
                back.join()


def _pass_on(source: socket.socket, target: socket.socket):
    with contextlib.suppress(OSError):
        while chunk := source.recv(_CHUNK):
            target.sendall(chunk)
    # Whoever reads at the other end shall see the end, too.
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
