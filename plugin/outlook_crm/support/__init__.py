"""What tells afterwards how it went: the log, the status file; and what keeps secrets out.

Secrets are `Secret` values from the moment they are read until a request is
signed; nothing here writes one, whoever tries.
"""
