"""Picklists: the values stay, only their translations may be reworded."""

from django.db import models


class Picklist(models.Model):
    """A list of values that an attribute is chosen from."""

    name = models.CharField(max_length=64, unique=True)

    def __str__(self):
        return self.name


class PicklistValue(models.Model):
    """One value, as records store it."""

    picklist = models.ForeignKey(Picklist, models.CASCADE, related_name="values")
    value = models.CharField(max_length=64)
    sort_order = models.IntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        unique_together = [("picklist", "value")]

    def __str__(self):
        return self.value


class PicklistValueTranslation(models.Model):
    """How one value reads in one language (``en``, ``sv``, ``fi``, ``de``)."""

    picklist = models.ForeignKey(Picklist, models.CASCADE, related_name="+")
    picklist_value = models.ForeignKey(PicklistValue, models.CASCADE, related_name="translation")
    language = models.CharField(max_length=8)
    label = models.CharField(max_length=128)

    class Meta:
        unique_together = [("picklist_value", "language")]

    def __str__(self):
        return f"{self.language}: {self.label}"
