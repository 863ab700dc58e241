"""stub"""

from django.http import HttpResponse


def month(request):
    return HttpResponse("")
