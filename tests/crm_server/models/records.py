"""Entities: accounts, contacts, projects, activities, emails and files."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from tests.crm_server.switchboard import SWITCHBOARD

MAX_FILE_BYTES = 25 * 1024 * 1024


class Entity(models.Model):
    """The row that every entity shares: the modules draw their ids from here."""

    module = models.CharField(max_length=32, editable=False)
    files = models.ManyToManyField("File", related_name="+", blank=True)

    class Meta:
        verbose_name_plural = "entities"

    def __str__(self):
        return f"{self.module}/{self.pk}"


class Record(Entity):
    """What every entity module adds: who and when, kept by the server."""

    # Without names back, so that a column may be called as a module is.
    entity = models.OneToOneField(
        Entity, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_%(class)s_set"
    )
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="created_%(class)s_set",
        editable=False,
    )
    updater = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False, db_index=True)

    MODULE = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.module = self.MODULE
        self.updated_at = self._later(SWITCHBOARD.now())
        if self.created_at is None:
            self.created_at = self.updated_at
        super().save(*args, **kwargs)

    def _later(self, now):
        """A version of its own for every write, even when the clock stands or goes back."""
        if self.updated_at is None:
            return now
        return max(now, self.updated_at + timedelta(microseconds=1))


class Account(Record):
    """A company."""

    MODULE = "accounts"

    name = models.CharField(max_length=255)
    account_type = models.CharField(max_length=64, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=64, blank=True, default="")
    notes = models.TextField(blank=True, default="")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )

    def __str__(self):
        return self.name


class Contact(Record):
    """A person at a company."""

    MODULE = "contacts"

    first_name = models.CharField(max_length=120, blank=True, default="")
    last_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=64, blank=True, default="")
    mobile = models.CharField("mobile phone", max_length=64, blank=True, default="")
    mailing_street = models.CharField(max_length=255, blank=True, default="")
    mailing_zip = models.CharField(max_length=32, blank=True, default="")
    mailing_city = models.CharField(max_length=120, blank=True, default="")
    mailing_country = models.CharField(max_length=120, blank=True, default="")
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="contacts"
    )

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()


class Project(Record):
    """Work for a company."""

    MODULE = "projects"

    name = models.CharField(max_length=255)
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="projects"
    )

    def __str__(self):
        return self.name


class Activity(Record):
    """A calendar entry; of an all-day one start and end are midnights UTC, the end exclusive."""

    MODULE = "activities"

    class Visibility(models.TextChoices):
        """Who may see it."""

        PUBLIC = "Public"
        PRIVATE = "Private"

    class BusyStatus(models.TextChoices):
        """How the time shows."""

        FREE = "Free"
        TENTATIVE = "Tentative"
        BUSY = "Busy"
        OUT_OF_OFFICE = "Out of Office"
        ELSEWHERE = "Working Elsewhere"

    subject = models.CharField(max_length=255, blank=True)
    description = models.TextField(blank=True, null=True)  # noqa: DJ001 - null is on the wire
    location = models.CharField(max_length=255, blank=True, null=True)  # noqa: DJ001
    activity_type = models.CharField("type", max_length=64, blank=True, null=True)  # noqa: DJ001
    status = models.CharField(max_length=64, blank=True, null=True)  # noqa: DJ001
    priority = models.CharField(max_length=64, blank=True, null=True)  # noqa: DJ001
    start_date = models.DateTimeField("start", db_index=True)
    end_date = models.DateTimeField("end")
    all_day = models.BooleanField(default=False)
    visibility = models.CharField(
        max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    busy_status = models.CharField(
        max_length=32, choices=BusyStatus.choices, default=BusyStatus.BUSY
    )
    reminder_minutes = models.IntegerField("reminder (minutes before)", null=True, blank=True)
    categories = models.TextField(blank=True, null=True)  # noqa: DJ001
    attendees = models.TextField(blank=True, null=True)  # noqa: DJ001
    response = models.CharField("own response", max_length=32, blank=True, null=True)  # noqa: DJ001
    cf_outlook_key = models.CharField(  # noqa: DJ001
        "Outlook key",
        max_length=64,
        blank=True,
        null=True,
        db_index=True,
        db_collation="NOCASE",  # so that the index serves the API's comparisons
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    # This installation has neither campaigns nor spaces; the columns are standard.
    campaign_id = models.BigIntegerField("campaign", null=True, editable=False)
    space_id = models.BigIntegerField("space", null=True, editable=False)
    accounts = models.ManyToManyField(Account, related_name="activities", blank=True)
    contacts = models.ManyToManyField(Contact, related_name="activities", blank=True)

    class Meta:
        verbose_name_plural = "activities"

    def __str__(self):
        return self.subject or "(no subject)"


class Email(Record):
    """A mail, linked to at most one record of a kind."""

    MODULE = "emails"

    class Direction(models.TextChoices):
        """Seen from the user."""

        INCOMING = "Incoming"
        OUTGOING = "Outgoing"

    subject = models.CharField(max_length=255, blank=True, default="")
    from_address = models.CharField(max_length=320, blank=True, default="")
    to_addresses = models.TextField(blank=True, default="")
    cc_addresses = models.TextField(blank=True, default="")
    direction = models.CharField(
        max_length=16, choices=Direction.choices, default=Direction.INCOMING
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    message_id = models.CharField(max_length=255, blank=True, default="", db_index=True)
    cf_outlook_key = models.CharField(
        "Outlook key", max_length=64, blank=True, default="", db_index=True, db_collation="NOCASE"
    )
    account = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="emails"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="emails"
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="emails"
    )

    def __str__(self):
        return self.subject or "(no subject)"


class File(Record):
    """A file, linked to any number of entities."""

    MODULE = "files"

    file_name = models.CharField(max_length=255)
    file_usage_type = models.CharField(max_length=64, blank=True, default="Entity Attachment")
    file_access_type = models.CharField(max_length=64, blank=True, default="Internal")
    mime_type = models.CharField(max_length=127, blank=True, default="")
    file_size = models.IntegerField(default=0)
    content = models.BinaryField(default=b"")

    def __str__(self):
        return self.file_name
