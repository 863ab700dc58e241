"""Who may come in: users, and the API keys of the programs they come with."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Trim
from oauth2_provider.models import AbstractApplication


class User(AbstractUser):
    """A person with a login; not an entity, so not in the one space of ids."""

    name = models.GeneratedField(
        expression=Trim(Concat("first_name", Value(" "), "last_name")),
        output_field=models.CharField(max_length=301),
        db_persist=True,
    )
    is_admin = models.GeneratedField(
        expression=F("is_superuser"), output_field=models.BooleanField(), db_persist=True
    )

    def __str__(self):
        return self.name or self.username


class ApiKey(AbstractApplication):
    """What an administrator makes under "Webservice API keys": an OAuth client.

    The key is the ``client_id``.  Only a key of type Outlook may ask for tokens
    with a user's name and password.
    """

    class KeyType(models.TextChoices):
        """The key types that the CRM's guide names."""

        OUTLOOK = "Outlook"
        CONTACT_PORTAL = "ContactPortalv2"
        CUSTOM = "Custom"

    key_type = models.CharField(max_length=40, choices=KeyType.choices)

    class Meta:
        verbose_name = "API key"

    def __str__(self):
        return f"{self.key_type} key {self.name}"

    def allows_grant_type(self, *grant_types):
        return self.key_type == self.KeyType.OUTLOOK and self.GRANT_PASSWORD in grant_types
