"""The sync: observe -> match -> reconcile -> merge -> plan -> apply.

The files carry the pipeline's names.  Everything but `engine` and `scheduler`
is pure: values in, values out; time and ids come in as arguments.
"""
