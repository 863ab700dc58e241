"""What a fresh CRM holds, and many activities at once for benchmarks."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Model

from .models import (
    Account,
    Activity,
    ApiKey,
    Contact,
    Entity,
    Picklist,
    PicklistValue,
    PicklistValueTranslation,
    Project,
    User,
)
from .seeded import CUSTOM_KEY, OUTLOOK_KEY, PASSWORD
from .switchboard import SWITCHBOARD

FIRST_ENTITY = 1001  # so that an entity's id is never a user's

_USERS = (
    ("anna", "Anna", "Ahola"),
    ("bengt", "Bengt", "Berg"),
    ("admin", "Ada", "Admin"),
)
_LANGUAGES = ("en", "sv", "fi", "de")
_PICKLISTS = {
    "activity_type": (
        ("Meeting", "Möte", "Tapaaminen", "Besprechung"),
        ("Call", "Samtal", "Puhelu", "Anruf"),
        ("Visit", "Besök", "Käynti", "Besuch"),
        ("Task", "Uppgift", "Tehtävä", "Aufgabe"),
        ("Vacation", "Semester", "Loma", "Urlaub"),
    ),
    "status": (
        ("Planned", "Planerad", "Suunniteltu", "Geplant"),
        ("Held", "Genomförd", "Pidetty", "Durchgeführt"),
        ("Not held", "Inte genomförd", "Ei pidetty", "Nicht durchgeführt"),
    ),
    "priority": (
        ("Low", "Låg", "Matala", "Niedrig"),
        ("Normal", "Normal", "Normaali", "Normal"),
        ("High", "Hög", "Korkea", "Hoch"),
    ),
}
_ACCOUNTS = (
    ("Nordic Timber Oy", "Customer", "Helsinki"),
    ("Äppelviken Konsult AB", "Customer", "Stockholm"),
    ("Rhein Logistik GmbH", "Prospect", "Köln"),
    ("Smith & Daughters Ltd", "Partner", "Leeds"),
)
_CONTACTS = (
    ("Aino", "Virtanen", 0),
    ("Eino", "Korhonen", 0),
    ("Åsa", "Öberg", 1),
    ("Jürgen", "Groß", 2),
    ("Mary", "Smith", 3),
)
_PROJECTS = (("Sawmill renewal", 0), ("Intranet", 1), ("Route planning", 2))
_SUBJECTS = ("Weekly review", "Budget", "Site visit", "Status call", "Workshop", "Lunch")


@transaction.atomic
def seed():
    """Users, keys, picklists, and a few accounts, contacts and projects; once."""
    if User.objects.exists():
        return
    users = [_user(*each) for each in _USERS]
    _key(ApiKey.KeyType.OUTLOOK, OUTLOOK_KEY)
    _key(ApiKey.KeyType.CUSTOM, CUSTOM_KEY)
    for name, rows in _PICKLISTS.items():
        _picklist(name, rows)
    _records(users[0])


@transaction.atomic
def seed_activities(count: int, owner: str, start: datetime, minutes_apart: int = 30) -> list[int]:
    """``count`` activities of the user, one after the other from ``start``; their ids."""
    user = User.objects.get(username=owner)
    now = SWITCHBOARD.now()
    entities = Entity.objects.bulk_create(Entity(module=Activity.MODULE) for _ in range(count))
    made = [
        _activity(entity, user, now, number, start + timedelta(minutes=minutes_apart * number))
        for number, entity in enumerate(entities)
    ]
    _insert(made)
    return [each.pk for each in made]


def _insert(rows: list[Activity]):
    # bulk_create refuses models with a parent table, whose rows are there already.
    columns = Activity._meta.local_concrete_fields
    Activity.objects.all()._batched_insert(rows, columns, batch_size=None)


def _activity(entity: Entity, user: User, now: datetime, number: int, start: datetime) -> Activity:
    return Activity(
        entity=entity,
        id=entity.pk,
        module=entity.module,
        subject=f"{_SUBJECTS[number % len(_SUBJECTS)]} {number + 1}",
        description=f"Agenda of {number + 1}",
        location=f"Room {number % 20 + 1}",
        activity_type="Meeting",
        status="Planned",
        priority="Normal",
        start_date=start,
        end_date=start + timedelta(minutes=30),
        owner=user,
        creator=user,
        updater=user,
        created_at=now,
        # Versions as if the records had been made one after the other.
        updated_at=now + timedelta(microseconds=number),
    )


def _user(name: str, first: str, last: str) -> User:
    user = User(
        username=name,
        first_name=first,
        last_name=last,
        email=f"{name}@example.com",
        is_staff=name == "admin",
        is_superuser=name == "admin",
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def _key(kind: str, text: str):
    ApiKey.objects.create(
        client_id=text,
        name=f"{kind} of the office",
        key_type=kind,
        client_type=ApiKey.CLIENT_PUBLIC,
        authorization_grant_type=ApiKey.GRANT_PASSWORD,
        client_secret="",
    )


def _picklist(name: str, rows: tuple[tuple[str, ...], ...]):
    picklist = Picklist.objects.create(name=name)
    for order, (english, *others) in enumerate(rows, 1):
        value = PicklistValue.objects.create(picklist=picklist, value=english, sort_order=order)
        PicklistValueTranslation.objects.bulk_create(
            PicklistValueTranslation(
                picklist=picklist, picklist_value=value, language=language, label=label
            )
            for language, label in zip(_LANGUAGES, (english, *others), strict=True)
        )


def _records(owner: User):
    accounts = [
        _save(Account(name=name, account_type=kind, email=f"info@{index}.example"), owner)
        for index, (name, kind, _) in enumerate(_ACCOUNTS)
    ]
    contacts = [
        _save(
            Contact(
                first_name=first,
                last_name=last,
                email=f"contact{index}@example.com",
                title="Buyer",
                phone=f"+358 9 100 {index}",
                mailing_city=_ACCOUNTS[account][2],
                account=accounts[account],
            ),
            owner,
        )
        for index, (first, last, account) in enumerate(_CONTACTS)
    ]
    for name, account in _PROJECTS:
        _save(Project(name=name, account=accounts[account], contact=contacts[account]), owner)


def _save(record: Model, owner: User) -> Model:
    record.owner = record.creator = record.updater = owner
    if not Entity.objects.exists():
        record.id = FIRST_ENTITY
    record.save()
    return record


def month_start(now: datetime) -> datetime:
    """Where seeded activities begin when nothing else is said."""
    return now.astimezone(UTC).replace(day=1, hour=8, minute=0, second=0, microsecond=0)
