"""A CRM that speaks CRM-service's wire protocol on a real SQLite file.

It stands in for the customer's CRM in tests, demonstrations and benchmarks.
It knows nothing of the product; the product reaches it over HTTP alone.

- ``python -m tests.crm_server --db FILE --port 0`` runs it;
  `tests.crm_server.process.CrmServer` does so from a test.
- ``/api/v1`` is the CRM's API, ``/admin/`` and ``/calendar/`` its pages for people.
- ``/_control/`` is not the CRM's: tests order faults and quirks there and read
  the log of requests.

``models`` hold the records, ``seed`` the first of them; ``api`` is the wire, ``pages``
and ``admin`` are what people see.  ``faults`` stands before all of it and does what
``switchboard`` holds and ``control`` turns.  ``choices`` has what is not documented.
"""
