"""The process: Django set up, the database brought up to date, waitress serving."""

import os
import signal
import sys
import threading
import warnings
from pathlib import Path

from .tls import TlsFront

THREADS = 8


def prepare(database: Path):
    """Set Django up on the file and bring its tables up to date."""
    os.environ["CRM_SERVER_DB"] = str(database)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.crm_server.settings")
    # The password grant is what this CRM was chosen to offer; the library advises against it.
    warnings.filterwarnings("ignore", "The OAuth 2.0 resource owner password", DeprecationWarning)
    import django  # noqa: PLC0415 - settings are read on import
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)


def serve(host: str, port: int, tls: tuple[Path, Path] | None = None):
    """Serve until told to stop; prints the address first, so that port 0 is of use.

    ``tls``: the files of a certificate and its key, for https.
    """
    import waitress  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    from .faults import Faults  # noqa: PLC0415 - uses Django

    front = TlsFront(host, port, *tls) if tls else None
    server = waitress.create_server(
        Faults(get_wsgi_application()),
        host=host,
        port=0 if front else port,
        url_scheme="https" if front else "http",
        threads=THREADS,
        ident="crm",
        channel_timeout=60,
        # A list filter with many ids makes a long address.
        max_request_header_size=256 * 1024,
    )
    signal.signal(signal.SIGTERM, _leave)
    if front:
        front.run((host, server.effective_port))
        _say(f"https://{host}:{front.port}")
    else:
        _say(f"http://{host}:{server.effective_port}")
    server.run()


def _say(address: str):
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


def stop_with(stream):
    """Stop when the stream ends: whoever started this process is gone."""

    def wait():
        stream.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="starter").start()


def _leave(*_):
    from .switchboard import SWITCHBOARD  # noqa: PLC0415

    SWITCHBOARD.stopping.set()
    raise SystemExit(0)
