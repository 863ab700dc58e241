"""What the user sees, as values: ribbon states, window descriptions, words.

Nothing here shows anything; the shim draws what these modules describe.
"""
