"""Django's settings; the command line hands over the file by the environment."""

import os
from pathlib import Path

DATABASE_FILE = os.environ.get("CRM_SERVER_DB", "crm.sqlite3")

SECRET_KEY = "known to all: this server holds invented data only"
DEBUG = False
ALLOWED_HOSTS = ["*"]  # reached by 127.0.0.1, localhost and names that tests invent
ROOT_URLCONF = "tests.crm_server.urls"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "crm.User"
OAUTH2_PROVIDER_APPLICATION_MODEL = "crm.ApiKey"
# The real hasher takes half a second a login by design; these passwords are public.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework_json_api",
    "oauth2_provider",
    "tests.crm_server.apps.Crm",
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # nothing to collect beforehand

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATABASE_FILE,
        "CONN_MAX_AGE": None,  # one connection a worker thread
        "OPTIONS": {
            "timeout": 10,
            # A transaction that reads before it writes must not fail on the upgrade.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # what clients do wrong is in the log of requests
        "oauth2_provider": {"level": "ERROR"},  # it advises against the password grant
        "waitress.queue": {"level": "ERROR"},
    },
}
# Made as they are now: replaying other people's forty migrations takes two seconds a file.
MIGRATION_MODULES = dict.fromkeys(
    ("admin", "auth", "contenttypes", "oauth2_provider", "sessions"),
)

OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 14 * 24 * 3600,
    "SCOPES": {"crm": "Everything the user may do"},
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # only digests of tokens are stored
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "oauth2_provider.contrib.rest_framework.OAuth2Authentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["tests.crm_server.api.documents.DocumentRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tests.crm_server.api.documents.DocumentParser"],
    "DEFAULT_PAGINATION_CLASS": "tests.crm_server.api.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "tests.crm_server.api.filters.FilterParameter",
        "tests.crm_server.api.filters.SortParameter",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tests.crm_server.api.plain.AnyAccept",
    "EXCEPTION_HANDLER": "tests.crm_server.api.documents.handle_exception",
    "URL_FORMAT_OVERRIDE": None,
}
