"""CRM-service: what docs/crm-wire.md tells, and what had to be chosen (`choices`).

`connect` is the way in, `session` a logged-in user, `side` the door of the sync.
`operations` holds one small file per request: ``request(...)`` and ``parse(response)``.
"""
