"""What the fields of an activity and of a contact are called."""

from collections.abc import Mapping

from outlook_crm.domain.fields import FieldName

from .ribbon_state import Text

FIELDS: Mapping[FieldName, str] = {
    FieldName.SUBJECT: "Subject",
    FieldName.DESCRIPTION: "Description",
    FieldName.LOCATION: "Place",
    FieldName.WHEN: "Time",
    FieldName.BUSY: "Shown as",
    FieldName.IMPORTANCE: "Importance",
    FieldName.REMINDER: "Reminder",
    FieldName.CATEGORIES: "Categories",
    FieldName.SENSITIVITY: "Sensitivity",
    FieldName.TYPE: "Activity type",
    FieldName.STATUS: "Status",
    FieldName.ACCOUNTS: "Companies",
    FieldName.CONTACTS: "Contacts",
    FieldName.PROJECTS: "Projects",
    FieldName.ATTENDEES: "Attendees",
    FieldName.RESPONSE: "Own response",
    FieldName.FIRST_NAME: "First name",
    FieldName.LAST_NAME: "Last name",
    FieldName.COMPANY: "Company",
    FieldName.JOB_TITLE: "Job title",
    FieldName.MAIL: "E-mail",
    FieldName.PHONE: "Phone",
    FieldName.MOBILE: "Mobile phone",
    FieldName.STREET: "Street",
    FieldName.POSTAL_CODE: "Postal code",
    FieldName.CITY: "City",
    FieldName.COUNTRY: "Country",
    FieldName.PAGE: "Web page",
}


def field_name(text: Text, name: FieldName) -> str:
    """What a field is called; one that has no word yet by its own name."""
    return text(FIELDS[name]) if name in FIELDS else name.value
