"""A place for the add-in's own key of a mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crm", "0002_contact_details")]

    operations = [
        migrations.AddField(
            "email",
            "cf_outlook_key",
            models.CharField(
                "Outlook key",
                max_length=64,
                blank=True,
                default="",
                db_index=True,
                db_collation="NOCASE",
            ),
        )
    ]
