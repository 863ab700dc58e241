"""The CRM's records."""

from .people import ApiKey, User
from .picklists import Picklist, PicklistValue, PicklistValueTranslation
from .records import Account, Activity, Contact, Email, Entity, File, Project

__all__ = [
    "Account",
    "Activity",
    "ApiKey",
    "Contact",
    "Email",
    "Entity",
    "File",
    "Picklist",
    "PicklistValue",
    "PicklistValueTranslation",
    "Project",
    "User",
]
