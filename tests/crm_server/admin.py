"""``/admin/``: what is in the CRM, for a person to look at and to change."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from . import models


class RecordAdmin(admin.ModelAdmin):
    """Fills in who made and who changed the record."""

    readonly_fields = ("creator", "updater", "created_at", "updated_at")
    exclude = ("files",)

    def save_model(self, request, obj, form, change):
        obj.updater = request.user
        if not change:
            obj.creator = request.user
        super().save_model(request, obj, form, change)


@admin.register(models.Activity)
class ActivityAdmin(RecordAdmin):
    list_display = ("subject", "start_date", "end_date", "activity_type", "owner", "updated_at")
    list_filter = ("owner", "activity_type", "status")
    search_fields = ("subject", "location")
    date_hierarchy = "start_date"
    filter_horizontal = ("accounts", "contacts")


@admin.register(models.Account)
class AccountAdmin(RecordAdmin):
    list_display = ("name", "account_type", "email")
    search_fields = ("name",)


@admin.register(models.Contact)
class ContactAdmin(RecordAdmin):
    list_display = ("__str__", "account", "email", "mailing_city")
    search_fields = ("first_name", "last_name", "email")


@admin.register(models.Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("name", "account", "contact")


@admin.register(models.Email)
class EmailAdmin(RecordAdmin):
    list_display = ("subject", "direction", "from_address", "sent_at", "account", "contact")


@admin.register(models.File)
class FileAdmin(RecordAdmin):
    list_display = ("file_name", "mime_type", "file_size")


class TranslationInline(admin.TabularInline):
    model = models.PicklistValueTranslation
    exclude = ("picklist",)
    extra = 0
    can_delete = False
    max_num = 0


@admin.register(models.PicklistValue)
class PicklistValueAdmin(admin.ModelAdmin):
    list_display = ("value", "picklist", "sort_order")
    list_filter = ("picklist",)
    inlines = (TranslationInline,)


admin.site.register(models.Picklist)
admin.site.register(models.User, UserAdmin)
admin.site.site_header = admin.site.site_title = "CRM"
admin.site.index_title = "Modules"
