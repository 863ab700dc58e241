"""One file per operation: ``request(...)`` is what is sent, ``parse(response)`` what it means.

Every ``parse`` raises what `outlook_crm.crm.jsonapi.check` raises for an answer
that is not good, and NotACrm for one in another language.
"""
