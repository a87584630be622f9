"""Every setting, read from the environment only. docs/settings.md explains each variable."""

from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vatra.database import embedded
from vatra.project import desks, env, keys, logs

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = env.directory("VATRA_DATA_DIR", ROOT / "var")
DEBUG = env.boolean("VATRA_DEBUG", default=False)

# ---- address ---------------------------------------------------------------
# One variable decides host names, cookies and HTTPS, so that they cannot disagree.
ORIGIN = env.text("VATRA_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
_origin = urlsplit(ORIGIN)
IS_HTTPS = _origin.scheme == "https"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
if not IS_HTTPS and _origin.hostname not in _LOOPBACK:
    raise ImproperlyConfigured(
        "VATRA_ORIGIN must start with https:// unless Vatra serves this machine only. "
        "Write the address people type, such as https://vatra.judet.ro."
    )
ALLOWED_HOSTS = [str(_origin.hostname), *(() if IS_HTTPS else _LOOPBACK)]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
# A program that asks without TLS is refused, not led on (vatra.project.keeping).
SECURE_REDIRECT_EXEMPT = [r"^api/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
# The reverse proxy in front of us ends TLS and says so; it must overwrite this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-vatra" if IS_HTTPS else "vatra"  # the prefix keeps other hosts from setting it
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"  # the phone reads it when it enrols
SESSION_COOKIE_AGE = 12 * 3600  # a working day: the next morning people sign in again
SESSION_IDLE_SECONDS = env.integer("VATRA_SESSION_IDLE_SECONDS", 30 * 60)
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# ---- database --------------------------------------------------------------
IS_EMBEDDED = not env.text("DATABASE_URL")
PG_DIR = DATA_DIR / "pg"
_POOLED = env.boolean("VATRA_PGBOUNCER", default=False)


def _connection(variable: str, role: str, fallback: str) -> dict[str, object]:
    read = env.database(variable, fallback or embedded.url(PG_DIR, role))
    asked = cast("dict[str, str]", read.pop("OPTIONS"))
    return read | {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # after a restart or a takeover the next request connects anew
        "DISABLE_SERVER_SIDE_CURSORS": _POOLED,
        # A server that is gone without a word is given up after seconds, not after a quarter of an hour.
        "OPTIONS": {"application_name": "vatra", "connect_timeout": "5", "tcp_user_timeout": "10000"} | asked,
    }


DATABASES = {
    "default": _connection("DATABASE_URL", "vatra_app", ""),
    # Owns the tables; only `vatra migrate` connects with it.
    "owner": _connection("DATABASE_OWNER_URL", "vatra_owner", env.text("DATABASE_URL")),
}
BACKUP_URL = env.text("DATABASE_BACKUP_URL")  # a role that may replicate; the embedded server needs none
ARCHIVE_DIR = env.folder("VATRA_ARCHIVE_DIR")  # log of changes and attachments, copied as they are written
DATABASE_ROUTERS = ["vatra.database.router.Router"]
# Shared by all web processes, or a stranger could try his passwords on each of them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "database_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- keys ------------------------------------------------------------------
KEYS = keys.load(DATA_DIR, own_database=IS_EMBEDDED)
SECRET_KEY = KEYS.signing
SECRET_KEY_FALLBACKS = list(KEYS.signing_fallbacks)
FIELD_KEYS = KEYS.fields  # identifiers and attachments
FIELD_KEY = KEYS.sealing  # the number that seals; 0: the highest
INDEX_KEY = KEYS.index  # blind index of identifiers
INDEX_KEY_FALLBACKS = list(KEYS.index_fallbacks)  # searched too, never written

# ---- parts -----------------------------------------------------------------
INSTALLED_APPS = [
    "vatra.project.apps.ProjectConfig",
    "vatra.database",
    "vatra.places",
    "vatra.people",
    "vatra.accounts",
    "vatra.records",
    "vatra.scanning",
    "vatra.duplicates",
    "vatra.dossiers",
    "vatra.indicators",
    "vatra.notices",
    "vatra.documents",
    "vatra.exchange",
    "vatra.privacy",
    "vatra.sync",
    "vatra.api",
    "vatra.office",
    *desks.apps(),
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's pages use it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "vatra.project.probes.Probes",
    "vatra.project.logs.RequestLog",
    "vatra.project.keeping.Keeping",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vatra.project.csp.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "vatra.accounts.middleware.SessionLimits",
    "vatra.accounts.middleware.WhoAsks",
    "vatra.accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "vatra.project.urls"
WSGI_APPLICATION = "vatra.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vatra.project.csp.nonce",
                "vatra.office.navigation.rail",
            ],
        },
    }
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # `tasks` means what a worker must do

# ---- programs ----------------------------------------------------------------
API_REQUESTS_PER_MINUTE = env.integer("VATRA_API_REQUESTS_PER_MINUTE", 120)  # of one token
SYNC_REQUESTS_PER_MINUTE = env.integer("VATRA_SYNC_REQUESTS_PER_MINUTE", 1200)  # of one phone, each process
PACE_TIMES = env.integer("VATRA_PACE_TIMES", 1)  # the limits of vatra.accounts.pace, so many times

# ---- sign-in ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "full_name")}),
    )
] + [{"NAME": "vatra.accounts.passwords.NotGuessable"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "vatra.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is opened from a letter to its address
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Vatra: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # of the others; the session at hand goes on
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}  # an office shares one address
ACCOUNT_FORMS = {
    "login": "vatra.accounts.forms.SignIn",
    "reauthenticate": "vatra.accounts.forms.ConfirmPassword",
    "change_password": "vatra.accounts.forms.ChangePassword",
    "reset_password": "vatra.accounts.forms.AskReset",
    "reset_password_from_key": "vatra.accounts.forms.SetPassword",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_HTTPS else 0
MFA_ADAPTER = "vatra.accounts.adapters.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there is no sign-up: an address is known before the account is
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # telephones' clocks
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # this machine only, see ORIGIN
MFA_FORMS = {
    "authenticate": "vatra.accounts.forms.GiveCode",
    "reauthenticate": "vatra.accounts.forms.ConfirmCode",
    "activate_totp": "vatra.accounts.forms.ActivateCodes",
    "add_webauthn": "vatra.accounts.forms.AddKey",
    "edit_webauthn": "vatra.accounts.forms.RenameKey",
}

# ---- language --------------------------------------------------------------
LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", "Română")]
TIME_ZONE = "Europe/Bucharest"
USE_I18N = USE_TZ = True

# ---- files -----------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
FIELD_DIST = ROOT / "field" / "dist"  # the phone app as built
GUIDE = ROOT / "docs" / "ghid"  # the workers' guide, read under /ajutor/
_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else _STATIC},
}
WHITENOISE_ROOT = Path(__file__).with_name("public")  # files that browsers look for at the top
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
UPLOAD_DAYS = env.integer("VATRA_UPLOAD_DAYS", 7)  # then a file of a form nobody saved is removed
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # a push of 500 records, unpacked

# ---- mail and logs ---------------------------------------------------------
_SMTP = env.text("VATRA_SMTP_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _SMTP else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = _SMTP
EMAIL_PORT = env.integer("VATRA_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("VATRA_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("VATRA_SMTP_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("VATRA_MAIL_FROM", "vatra@localhost")
# Gateways of notices, as Apprise reads them; none set = the notice is printed.
NOTICE_GATEWAYS = {"email": env.text("VATRA_NOTICE_EMAIL"), "sms": env.text("VATRA_NOTICE_SMS")}
# ClamAV's daemon as host:port or the path of its socket; none = files are not scanned (vatra/scanning).
CLAMD = env.text("VATRA_CLAMD")
# PKCS#12 file of the organiser of courses, with which certificates are signed; none = they are signed by hand.
TRAINING_KEY = env.text("VATRA_TRAINING_KEY")
TRAINING_KEY_PASSWORD = env.text("VATRA_TRAINING_KEY_PASSWORD")
METRICS_TOKEN = env.text("VATRA_METRICS_TOKEN")
METRICS_ALLOW = env.networks("VATRA_METRICS_ALLOW")
QUEUE_SECONDS = env.integer("VATRA_READY_QUEUE_SECONDS", 15 * 60)
DISK_FREE_MB = env.integer("VATRA_READY_DISK_MB", 500)
LOGGING = logs.configuration(level=env.text("VATRA_LOG_LEVEL", "INFO"))
