"""Django's settings, read from the environment; nothing secret stands here."""

import os
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PACKAGE = Path(__file__).parents[1]

SECRET_KEY = os.environ.get("AFTERCARE_SECRET_KEY", "development-only")
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "aftercare.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "aftercare.config.apps.AftercareConfig",
    # foundation
    "aftercare.foundation.identity.apps.IdentityConfig",
    "aftercare.foundation.audit.apps.AuditConfig",
    "aftercare.foundation.files.apps.FilesConfig",
    "aftercare.foundation.notices.apps.NoticesConfig",
    "aftercare.foundation.search.apps.SearchConfig",
    "aftercare.foundation.privacy.apps.PrivacyConfig",
    "aftercare.foundation.receipts.apps.ReceiptsConfig",
    # policy
    "aftercare.policy.packs.apps.PacksConfig",
    "aftercare.policy.calendars.apps.CalendarsConfig",
    # customers
    "aftercare.customers.parties.apps.PartiesConfig",
    "aftercare.customers.products.apps.ProductsConfig",
    "aftercare.customers.units.apps.UnitsConfig",
    # people
    "aftercare.people.organisation.apps.OrganisationConfig",
    "aftercare.people.staff.apps.StaffConfig",
    # knowledge
    "aftercare.knowledge.wordings.apps.WordingsConfig",
    # casework
    "aftercare.casework.cases.apps.CasesConfig",
    "aftercare.casework.conversation.apps.ConversationConfig",
    "aftercare.casework.triage.apps.TriageConfig",
    "aftercare.casework.assignment.apps.AssignmentConfig",
    "aftercare.casework.resolutions.apps.ResolutionsConfig",
    "aftercare.casework.commitments.apps.CommitmentsConfig",
    "aftercare.casework.intake.apps.IntakeConfig",
    "aftercare.casework.imports.apps.ImportsConfig",
    # feedback
    "aftercare.feedback.followups.apps.FollowupsConfig",
    # web
    "aftercare.web.kit",
    "aftercare.web.desk",
    "aftercare.web.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]


def database(url: str) -> dict[str, object]:
    """Django's entry for postgres://user:password@host:port/name?host=/socket/folder."""
    parts = urlsplit(url)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "aftercare",
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
    }


DATABASES = {
    "default": database(os.environ.get("AFTERCARE_DATABASE_URL", "postgres://postgres@/aftercare"))
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

STATIC_URL = "static/"

AUTH_USER_MODEL = "identity.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# Keys that seal personal data, newest first, and the one that indexes it: base64url of 32 bytes.
AFTERCARE_KEYS = os.environ.get("AFTERCARE_KEYS", "").split() or [
    urlsafe_b64encode(sha256(b"seal" + SECRET_KEY.encode()).digest()).decode()
]
AFTERCARE_INDEX_KEY = (
    os.environ.get("AFTERCARE_INDEX_KEY")
    or urlsafe_b64encode(sha256(b"index" + SECRET_KEY.encode()).digest()).decode()
)
