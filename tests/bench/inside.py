"""What Python runs inside Outlook for the benchmarks: the add-in, and a window into it.

Each line on the socket is a method of the shell without arguments (``Facts``); the
answer is what the shim gave.  The port is in the variable BENCH_PORT.
"""

import json
import os
import socket
import threading

from outlook_crm import addin


def main(shell, gateway):
    """The add-in's place: the add-in itself."""
    server = socket.create_server(("127.0.0.1", int(os.environ["BENCH_PORT"])))
    window = threading.Thread(target=_serve, args=(server, shell, gateway), daemon=True)
    window.start()
    try:
        addin.main(shell, gateway)
    finally:
        # Mono's end waits for every thread that ever called into it.
        server.shutdown(socket.SHUT_RDWR)
        window.join(1)


def _serve(server, shell, gateway):
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                question = json.loads(line)
                target = gateway if question["of"] == "gateway" else shell
                call = getattr(target, question["method"])
                text = question["text"]
                lines.write((call(text) if text else call()).replace("\n", " ") + "\n")
                lines.flush()
