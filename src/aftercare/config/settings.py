"""Django's settings, read from the environment; nothing secret stands here."""

import os
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aftercare.config import home, logs, wires
from aftercare.config.cluster import Cluster
from aftercare.foundation.watch.rules import limits

PACKAGE = home.PACKAGE
DATA = home.data_folder()
KEYS = home.read_keys()  # none before the first start; every door makes them
HOST = os.environ.get("AFTERCARE_HOST", "127.0.0.1")

SECRET_KEY = KEYS.secret if KEYS else ""
AFTERCARE_KEYS = list(KEYS.encryption) if KEYS else []
AFTERCARE_READ_KEYS = home.read_keys
AFTERCARE_INDEX_KEY = KEYS.index if KEYS else ""
DEBUG = False
ALLOWED_HOSTS = os.environ.get("AFTERCARE_HOSTS", "").replace(",", " ").split() or (
    [".localhost", "127.0.0.1", "[::1]", socket.gethostname().lower()]
    if HOST in {"127.0.0.1", "localhost", "::1"}
    else ["*"]
)
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
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "csp",
    "aftercare.config.apps.AftercareConfig",
    # foundation
    "aftercare.foundation.memory.apps.MemoryConfig",
    "aftercare.foundation.identity.apps.IdentityConfig",
    "aftercare.foundation.audit.apps.AuditConfig",
    "aftercare.foundation.files.apps.FilesConfig",
    "aftercare.foundation.notices.apps.NoticesConfig",
    "aftercare.foundation.endpoints.apps.EndpointsConfig",
    "aftercare.foundation.deliveries.apps.DeliveriesConfig",
    "aftercare.foundation.search.apps.SearchConfig",
    "aftercare.foundation.privacy.apps.PrivacyConfig",
    "aftercare.foundation.receipts.apps.ReceiptsConfig",
    "aftercare.foundation.sign_ins.apps.SignInsConfig",
    "aftercare.foundation.watch.apps.WatchConfig",
    # policy
    "aftercare.policy.packs.apps.PacksConfig",
    "aftercare.policy.calendars.apps.CalendarsConfig",
    "aftercare.policy.revisions.apps.RevisionsConfig",
    "aftercare.policy.compliance.apps.ComplianceConfig",
    # customers
    "aftercare.customers.parties.apps.PartiesConfig",
    "aftercare.customers.contacts.apps.ContactsConfig",
    "aftercare.customers.homes.apps.HomesConfig",
    "aftercare.customers.products.apps.ProductsConfig",
    "aftercare.customers.batches.apps.BatchesConfig",
    "aftercare.customers.units.apps.UnitsConfig",
    "aftercare.customers.proofs.apps.ProofsConfig",
    "aftercare.customers.labels.apps.LabelsConfig",
    "aftercare.customers.registers.apps.RegistersConfig",
    "aftercare.customers.merges.apps.MergesConfig",
    # people
    "aftercare.people.organisation.apps.OrganisationConfig",
    "aftercare.people.staff.apps.StaffConfig",
    "aftercare.people.rosters.apps.RostersConfig",
    "aftercare.people.skills.apps.SkillsConfig",
    # knowledge
    "aftercare.knowledge.wordings.apps.WordingsConfig",
    # casework
    "aftercare.casework.cases.apps.CasesConfig",
    "aftercare.casework.relations.apps.RelationsConfig",
    "aftercare.casework.doubles.apps.DoublesConfig",
    "aftercare.casework.repeats.apps.RepeatsConfig",
    "aftercare.casework.conversation.apps.ConversationConfig",
    "aftercare.casework.triage.apps.TriageConfig",
    "aftercare.casework.assignment.apps.AssignmentConfig",
    "aftercare.casework.resolutions.apps.ResolutionsConfig",
    "aftercare.casework.pauses.apps.PausesConfig",
    "aftercare.casework.rights.apps.RightsConfig",
    "aftercare.casework.commitments.apps.CommitmentsConfig",
    "aftercare.casework.delays.apps.DelaysConfig",
    "aftercare.casework.legal.apps.LegalConfig",
    "aftercare.casework.simulations.apps.SimulationsConfig",
    "aftercare.casework.recounts.apps.RecountsConfig",
    "aftercare.casework.visits.apps.VisitsConfig",
    "aftercare.casework.returns.apps.ReturnsConfig",
    "aftercare.casework.packages.apps.PackagesConfig",
    "aftercare.casework.recycling.apps.RecyclingConfig",
    "aftercare.casework.checklists.apps.ChecklistsConfig",
    "aftercare.casework.external.apps.ExternalConfig",
    "aftercare.casework.alerts.apps.AlertsConfig",
    "aftercare.casework.intake.apps.IntakeConfig",
    "aftercare.casework.consultations.apps.ConsultationsConfig",
    "aftercare.casework.messaging.apps.MessagingConfig",
    "aftercare.casework.mailbox.apps.MailboxConfig",
    "aftercare.casework.chats.apps.ChatsConfig",
    "aftercare.casework.webhooks.apps.WebhooksConfig",
    "aftercare.casework.exports.apps.ExportsConfig",
    "aftercare.casework.timelines.apps.TimelinesConfig",
    "aftercare.casework.imports.apps.ImportsConfig",
    "aftercare.casework.views.apps.ViewsConfig",
    # matters
    "aftercare.matters.datarequests.apps.DataRequestsConfig",
    "aftercare.matters.leads.apps.LeadsConfig",
    "aftercare.matters.retention.apps.RetentionConfig",
    "aftercare.matters.ties.apps.TiesConfig",
    # feedback
    "aftercare.fieldservice.sites.apps.SitesConfig",
    "aftercare.fieldservice.workorders.apps.WorkOrdersConfig",
    "aftercare.fieldservice.spares.apps.SparesConfig",
    "aftercare.fieldservice.stores.apps.StoresConfig",
    "aftercare.fieldservice.transfers.apps.TransfersConfig",
    "aftercare.fieldservice.partlists.apps.PartListsConfig",
    "aftercare.fieldservice.parts.apps.PartsConfig",
    "aftercare.fieldservice.quotes.apps.QuotesConfig",
    "aftercare.fieldservice.gear.apps.GearConfig",
    "aftercare.fieldservice.technicians.apps.TechniciansConfig",
    "aftercare.fieldservice.appointments.apps.AppointmentsConfig",
    "aftercare.fieldservice.locks.apps.LocksConfig",
    "aftercare.fieldservice.reminders.apps.RemindersConfig",
    "aftercare.fieldservice.carecontracts.apps.CareContractsConfig",
    "aftercare.fieldservice.records.apps.RecordsConfig",
    "aftercare.fieldservice.slots.apps.SlotsConfig",
    "aftercare.fieldservice.onsite.apps.OnsiteConfig",
    "aftercare.fieldservice.coverage.apps.CoverageConfig",
    "aftercare.fieldservice.plans.apps.PlansConfig",
    "aftercare.fieldservice.clashes.apps.ClashesConfig",
    "aftercare.feedback.followups.apps.FollowupsConfig",
    # money
    "aftercare.money.ledger.apps.LedgerConfig",
    "aftercare.money.settlements.apps.SettlementsConfig",
    "aftercare.money.signs.apps.SignsConfig",
    "aftercare.money.tills.apps.TillsConfig",
    # web
    "aftercare.web.kit",
    "aftercare.web.desk",
    "aftercare.web.portal",
    "aftercare.web.mobile",
    # sign-in; after ours, so that our templates come first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "aftercare.config.health.Healthz",
    "django.middleware.security.SecurityMiddleware",
    "aftercare.web.kit.requests.SmallMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "aftercare.web.kit.requests.FrameMiddleware",
    "aftercare.web.kit.sign_in.SessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]


def database(url: str) -> dict[str, Any]:
    """Django's entry for postgres://user:password@host:port/name?host=/socket/folder."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise home.Trouble(
            f"AFTERCARE_DATABASE_URL is no address of a database: {error}.",
            f"AFTERCARE_DATABASE_URL 不是有效的数据库地址：{error}。",
        ) from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise home.Trouble(
            "AFTERCARE_DATABASE_URL must look like postgres://user:password@host:5432/name.",
            "AFTERCARE_DATABASE_URL 的格式应为 postgres://user:password@host:5432/name。",
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "aftercare",
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": port,
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_HEALTH_CHECKS": True,  # a database that was restarted costs no request
        "OPTIONS": {
            "application_name": "aftercare",
            "connect_timeout": 5,
            # A server that is gone without a word (power, network) is noticed within half a minute.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            "pool": {"min_size": 1, "max_size": 12, "timeout": 10},
            **query,
        },
    }


DATABASE_URL = os.environ.get("AFTERCARE_DATABASE_URL") or Cluster(folder=DATA).url()
DATABASES: dict[str, dict[str, Any]] = {"default": database(DATABASE_URL)}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING_CONFIG = "aftercare.config.logs.configure"
LOGGING = logs.settings(os.environ.get("AFTERCARE_LOG", "-"), os.environ.get("AFTERCARE_LOG_LEVEL"))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "aftercare.web.kit.context.frame",
            ]
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]

# A service of map tiles beneath the maps of the desk, by WGS-84 as our points are, and whose map it
# is; none by default. It is told which places are looked at, never a customer.
AFTERCARE_TILES, _TILES_FROM = wires.tile_service(os.environ.get("AFTERCARE_TILES", ""))
AFTERCARE_TILES_NOTE = os.environ.get("AFTERCARE_TILES_NOTE", "")
# No inline script or style and nothing from elsewhere; pictures may be drawn in the page itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *_TILES_FROM],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
LOGIN_URL = "/sign-in"
CSRF_FAILURE_VIEW = "aftercare.web.kit.refusals.csrf_failed"

AUTH_USER_MODEL = "identity.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": _VALIDATION + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]

# Sign-in. How long a session lasts stands in foundation/sign_ins/rules.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "aftercare.web.kit.sessions.Door",
]
SESSION_ENGINE = "aftercare.web.kit.sessions"
SESSION_COOKIE_AGE = 12 * 3600
LOGIN_REDIRECT_URL = "/desk/"
PROXIES = int(os.environ.get("AFTERCARE_PROXIES", "0"))  # reverse proxies whose word is trusted
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_ADAPTER = "aftercare.web.kit.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip", "reauthenticate": "10/m/user"}
# Requests a minute of one API token to one web process; 0 for no limit.
AFTERCARE_API_PER_MINUTE = int(os.environ.get("AFTERCARE_API_PER_MINUTE", "12000"))
# Readings of customer data by one person, an hour's/a day's, above which those who audit are told.
AFTERCARE_WATCH = limits(
    os.environ.get("AFTERCARE_WATCH", "page=120/600 reveal=40/150 export=10/30")
)
# Ways out of the building; until one is connected the sandbox shows what would have been sent.
AFTERCARE_CHANNELS = wires.wirings(os.environ, ("mail", "sms", "wechat", "chat"))
# A classifier that another package brings, by the name of its entry point; none by default.
AFTERCARE_CLASSIFIER = os.environ.get("AFTERCARE_CLASSIFIER", "")
# A file with jobs and checklists of the company's own, beside those that ship.
AFTERCARE_JOBS = os.environ.get("AFTERCARE_JOBS", "")
# Which module takes the rows of a table, by what they are (queries.compare, actions.write_records).
AFTERCARE_REGISTERS = {
    **dict.fromkeys(
        ("customers", "units", "models", "parts", "batches"), "aftercare.customers.registers"
    ),
    **dict.fromkeys(("spares", "prices", "stock"), "aftercare.fieldservice.partlists"),
}
# Who says how long ways take on the road: a class beside those of fieldservice.sites.adapters; a
# service that answers tables of ways as OSRM does.
AFTERCARE_TRAVEL_TABLE = os.environ.get("AFTERCARE_TRAVEL_TABLE", "")
AFTERCARE_TRAVEL_TIMES = os.environ.get(
    "AFTERCARE_TRAVEL_TIMES",
    f"aftercare.fieldservice.sites.adapters.By{'Table' if AFTERCARE_TRAVEL_TABLE else 'Distance'}",
)
# The map that opens for a technician: `amap`, or `phone` for the one that the phone has.
AFTERCARE_MAP = os.environ.get("AFTERCARE_MAP", "phone")
# As customers reach us: links in messages begin with it.
AFTERCARE_PUBLIC_URL = os.environ.get("AFTERCARE_PUBLIC_URL", "").rstrip("/")
# What writes long lists as files in the background.
AFTERCARE_LIST_WRITER = "aftercare.web.desk.exports.write_list"
# Hosts in private networks that webhooks may call all the same.
AFTERCARE_PRIVATE_HOSTS = os.environ.get("AFTERCARE_PRIVATE_HOSTS", "").replace(",", " ").split()
MFA_ADAPTER = "aftercare.web.kit.sign_in.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Aftercare"
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 6
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "aftercare.web.kit.sign_in.address_of"
AXES_LOCKOUT_CALLABLE = "aftercare.web.kit.sign_in.locked_out"

# Static files are served from where they were installed: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.*/dist/assets/.+[.-][0-9A-Za-z_-]{8,}\.\w+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False

MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Behind a proxy that speaks TLS and says so: AFTERCARE_HTTPS=1.
HTTPS = os.environ.get("AFTERCARE_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = os.environ.get("AFTERCARE_ORIGINS", "").replace(",", " ").split()
