"""The CRM's side: one transport, JSON:API documents, and a package for each kind of CRM.

From below: `message` (what is asked and answered), `line` (a thread that owns the
connections), `transport` (the only I/O: limits, repeats, redirects), `jsonapi` and
`oauth` (the languages), `crmservice` (one CRM), `connector` (what the add-in sees).
"""
