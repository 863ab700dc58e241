"""The administrator's side: the command ``outlook-crm``, and what the installer runs.

Everything here works beside a running Outlook or says that Outlook must be closed;
nothing asks at the keyboard, and nothing is coloured: an inventory tool reads it.
"""
