"""The administrator's side: the command ``outlook-crm``, and what the installer runs."""
