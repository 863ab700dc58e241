"""The tables of the state file, and the way from each older version to this one.

A migration is never changed after a release; a new one is added below it.
``PRAGMA user_version`` says how many of them a file has had.
"""

import sqlite3

from outlook_crm.errors import Users

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE pairings (
            id TEXT PRIMARY KEY,
            account TEXT NOT NULL,
            store TEXT NOT NULL,
            folder TEXT NOT NULL,
            crm_address TEXT NOT NULL,
            crm_user TEXT NOT NULL,
            created TEXT NOT NULL
        ) STRICT""",
        # No foreign key to pairings: the engine names a pairing, it does not own one.
        # `purge` empties each table that has a pairing column, and a test counts them.
        """CREATE TABLE links (
            pairing TEXT NOT NULL,
            crm_id TEXT NOT NULL,
            outlook_id TEXT NOT NULL,
            key TEXT NOT NULL,
            base TEXT NOT NULL,
            seen_outlook TEXT NOT NULL,
            seen_crm TEXT NOT NULL,
            stamped INTEGER NOT NULL,
            keyed INTEGER NOT NULL,
            born TEXT NOT NULL,
            missing_side TEXT,
            missing_since TEXT,
            failures INTEGER NOT NULL,
            trouble TEXT NOT NULL,
            PRIMARY KEY (pairing, crm_id),
            UNIQUE (pairing, outlook_id)
        ) STRICT""",
        # AUTOINCREMENT: the number of a settled intent is never given to another one.
        """CREATE TABLE intents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            pairing TEXT NOT NULL,
            step TEXT NOT NULL,
            begun TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE named_values (
            pairing TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (pairing, name)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            pairing TEXT NOT NULL,
            ended TEXT NOT NULL,
            report TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX runs_by_end ON runs (ended)",
        """CREATE TABLE lease (
            only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
            pid INTEGER NOT NULL,
            heartbeat TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE mails (
            pairing TEXT NOT NULL,
            crm_id TEXT NOT NULL,
            message_id TEXT NOT NULL,
            digest TEXT NOT NULL,
            store TEXT NOT NULL,
            outlook_id TEXT NOT NULL,
            conversation TEXT NOT NULL,
            account TEXT NOT NULL,
            contact TEXT NOT NULL,
            project TEXT NOT NULL,
            parts_left TEXT NOT NULL,
            made INTEGER NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (pairing, crm_id)
        ) STRICT""",
        "CREATE INDEX mails_by_message_id ON mails (pairing, message_id)",
        "CREATE INDEX mails_by_digest ON mails (pairing, digest)",
        "CREATE INDEX mails_by_conversation ON mails (pairing, conversation)",
        """CREATE TABLE mail_intents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            pairing TEXT NOT NULL,
            intent TEXT NOT NULL,
            begun TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE errands (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            deed TEXT NOT NULL,
            asked TEXT NOT NULL,
            answer TEXT
        ) STRICT""",
    ),
    ("ALTER TABLE pairings ADD COLUMN calendar TEXT NOT NULL DEFAULT ''",),
)

PAIRING_TABLES = ("links", "intents", "named_values", "runs", "mails", "mail_intents")
"""Tables whose rows belong to the pairing in their column ``pairing``."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to this version, each migration in a transaction of its own.

    The connection is in autocommit mode.  Raises Users for a file that a newer
    add-in made (it is left as it is) and sqlite3.Error.
    """
    while _version(connection) < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _next_migration(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    if _version(connection) > len(MIGRATIONS):
        raise Users("The state file was made by a newer version of the add-in. Install that one.")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _next_migration(connection: sqlite3.Connection) -> None:
    done = _version(connection)  # read again inside the lock: another process may have been here
    if done < len(MIGRATIONS):
        for statement in MIGRATIONS[done]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {done + 1:d}")
