"""Places for who comes to a meeting, and for the user's own answer to an invitation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crm", "0003_email_key")]

    operations = [
        migrations.AddField("activity", "attendees", models.TextField(blank=True, null=True)),
        migrations.AddField(
            "activity",
            "response",
            models.CharField("own response", max_length=32, blank=True, null=True),
        ),
    ]
