"""Django's view of this project as one app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Crm(AppConfig):
    """The CRM's records; the tables are called ``crm_...``."""

    name = "tests.crm_server"
    label = "crm"
    verbose_name = "CRM"

    def ready(self):
        from .api import lookups  # noqa: PLC0415 - registers lookups once the models are there

        connection_created.connect(lookups.teach)
