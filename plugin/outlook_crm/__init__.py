"""Keeps a user's Outlook calendar in step with their CRM.

Outlook loads a thin .NET shim; the shim starts CPython on a thread of its own;
this package decides everything.  The words below are used everywhere, and each
stands for one idea:

- **side**: ``outlook`` or ``crm``.
- **item**: one appointment (or mail, or contact) as one side holds it.
- **activity**: the value both sides mean.
- **link**: "these two items are one".
- **base**: per field, what each side showed when they last agreed; two
  renderings, because a CRM may cut a subject that Outlook keeps.
- **version**: what a side says when an item changed; opaque, compared for
  equality only.
- **change**: a field that differs from its own side's rendering in the base.
- **step**: one write to one side.
- **outcome**: what became of a step.
- **conflict**: both sides changed the same field to different values.
- **hold**: a step that waits for the user, with its reason.
- **pass**: one complete, error-free observation of both sides.
- **pairing**: one Outlook calendar and one CRM user; a user may have several.
- **stamp**: our named properties on an Outlook item, the key on a CRM record.
"""

__version__ = "0.1.0"
