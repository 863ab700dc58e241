"""Who may see and change what."""

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, PermissionDenied
from tests.crm_server.models import User
from tests.crm_server.switchboard import SWITCHBOARD

from .modules import Module


def seen(module: Module, user: User) -> QuerySet:
    """The module's records that the user may see."""
    records = module.model._default_manager.all()
    if module.personal and not user.is_superuser:
        return records.filter(owner=user)
    return records


def one(module: Module, user: User, key: str):
    """The record, as the user sees it.

    Raises NotFound, and for another user's what the quirk ``foreign_status`` says.
    """
    if not key.isdecimal():
        raise NotFound
    found = seen(module, user).filter(pk=key).first()
    if found is not None:
        return found
    if _exists(module, key) and SWITCHBOARD.quirks.foreign_status == PermissionDenied.status_code:
        raise PermissionDenied("This record belongs to another user.")
    raise NotFound


def check_writer(module: Module, user: User):
    """Raises PermissionDenied for a module that the user may only read."""
    if module.writers == "none" or (module.writers == "admin" and not user.is_superuser):
        raise PermissionDenied(f"{module.name} are read-only.")


def _exists(module: Module, key: str) -> bool:
    return module.model._default_manager.filter(pk=key).exists()
