"""What the user chose and the administrator decided, wherever it is written down.

`model` is the one table of settings, `file` the user's settings.yaml, `policy` the
administrator's word, `effective` what results.  No secret is a setting.
"""
