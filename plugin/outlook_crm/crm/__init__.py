"""The CRM's side: one transport, JSON:API documents, and a package for each kind of CRM."""
