"""Mails, filed in the CRM and brought from it.

The words beside those of the package:

- **mail**: one message as it lies in an Outlook folder.
- **record**: one mail as the CRM keeps it.
- **to file**: to make a record of a mail; **filed**: there is one, and we know it.
- **keys**: what tells one mail in several places: its internet message id, and a
  digest for mails without one.
- **relations**: the account, contact and project a record is linked to.
- **part**: what follows a record's making, one write each: attachments, the mark.
- **mark**: our category and named property on a filed mail.
- **to bring**: to make a mail in Outlook of a record that only the CRM has.
- **trial**: a write that failed; after three it rests until something changes.

`points` and `seen` say which mails a run looks at, `rules` which are filed, `relations`
where, `identity` which are the same, `mime` and `html` in what form.  `filing` is the
door; `run` goes through the mails, `judging` judges each, and the writes are those of
`deeds`, `parts` and `placing`, journalled.
"""
