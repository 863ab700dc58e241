"""What Python runs inside Outlook for the gateway's tests: hands its calls to the test.

Each line on the socket is ``{"method", "text"}``; the answer is the text the shim gave.
A method of the shell's is called ``shell.SetRibbon``.  The address is in the variable RELAY.
"""

import json
import os
import socket
import threading


def main(shell, gateway):
    """The add-in's place: serve one connection after the other until Outlook stops."""
    server = socket.create_server(("127.0.0.1", int(os.environ["RELAY"])))
    threading.Thread(target=_serve, args=(server, shell, gateway), daemon=True).start()
    commands.append(shell.NextCommand(60_000))  # `started`
    while True:
        command = shell.NextCommand(1000)
        if command and json.loads(command)["command"] == "stop":
            return
        if command:
            commands.append(command)


commands = []


def _serve(server, shell, gateway):
    while True:
        connection, _ = server.accept()
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                question = json.loads(line)
                lines.write(json.dumps(_answer(question, shell, gateway)) + "\n")
                lines.flush()


def _answer(question, shell, gateway):
    method, text = question["method"], question["text"]
    if method == "commands":
        return json.dumps([commands.pop(0) for _ in range(len(commands))])
    called = method.removeprefix("shell.")
    call = getattr(gateway if called == method else shell, called)
    try:
        return call(text) if text else call()
    except Exception as refused:  # noqa: BLE001 - told to the test
        return f"refused: {refused}"
