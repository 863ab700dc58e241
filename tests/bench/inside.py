"""What Python runs inside Outlook for the benchmarks: the add-in, and a window into it.

Each line on the socket names a method of the shell, of the gateway or of `Process`; the
answer is what it gave.  The port is in the variable BENCH_PORT.
"""

import json
import os
import socket
import threading

from tests.bench.within import Process

from outlook_crm import addin


def main(shell, gateway):
    """The add-in's place: the add-in itself."""
    server = socket.create_server(("127.0.0.1", int(os.environ["BENCH_PORT"])))
    targets = {"shell": shell, "gateway": gateway, "process": Process()}
    window = threading.Thread(target=_serve, args=(server, targets), daemon=True)
    window.start()
    try:
        addin.main(shell, gateway)
    finally:
        # Mono's end waits for every thread that ever called into it.
        server.shutdown(socket.SHUT_RDWR)
        window.join(1)


def _serve(server, targets):
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                question = json.loads(line)
                call = getattr(targets[question["of"]], question["method"])
                text = question["text"]
                lines.write((call(text) if text else call()).replace("\n", " ") + "\n")
                lines.flush()
