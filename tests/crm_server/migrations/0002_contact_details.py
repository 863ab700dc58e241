"""What an address book wants to know of a person."""

from django.db import migrations, models


def _text(size: int, label: str | None = None) -> models.CharField:
    return models.CharField(label, max_length=size, blank=True, default="")


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_initial")]

    operations = [
        migrations.AddField("contact", name, column)
        for name, column in (
            ("title", _text(120)),
            ("phone", _text(64)),
            ("mobile", _text(64, "mobile phone")),
            ("mailing_street", _text(255)),
            ("mailing_zip", _text(32)),
            ("mailing_country", _text(120)),
        )
    ]
