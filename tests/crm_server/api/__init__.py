"""The wire: JSON:API below ``/api/v1``, and the token endpoint."""
