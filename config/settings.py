"""Settings, from the environment, with safe defaults for a desk.

Two modes. *Desk* (default): http on this machine only, a demo may run. *Production*: SITE_URL begins with https.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from config import production
from config.desk import secret_key
from config.sqlite import library

library.install()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
DESK_MODE = not SITE_URL.startswith("https://") and not env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
DATABASE_URL = env("DATABASE_URL", default="")
SECRET_KEY = env("SECRET_KEY", default="") or (secret_key(VAR_DIR) if DESK_MODE else "")
if not DESK_MODE:
    production.require(site_url=SITE_URL, secret_key=SECRET_KEY, database_url=DATABASE_URL)

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if DESK_MODE else [urlsplit(SITE_URL).hostname]
CSRF_TRUSTED_ORIGINS = [] if DESK_MODE else [SITE_URL.rstrip("/")]

# Apps, from the ground floor up (docs/architecture.md)
INSTALLED_APPS = [
    "classrooms",
    "lessons",
    "essays",
    "dashboards",
    "operations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_vite",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads by a random length; the token in a page is masked anew each time
    "config.middleware.ResponseHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.SchoolTime",
    "config.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "classrooms.context.navigation",
            ],
            "builtins": ["classrooms.templatetags.redraft", "django.templatetags.i18n"],
        },
    }
]

# Database: SQLite with one writer at a time, or PostgreSQL
DATABASES = {"default": env.db_url_config(DATABASE_URL or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_db = DATABASES["default"]
if _db["ENGINE"].endswith("sqlite3"):
    import sqlite3

    _db["ENGINE"] = "config.sqlite"
    _db["CONN_MAX_AGE"] = 0 if DEBUG else None
    _db["TEST"] = {"NAME": ":memory:"}
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # take the write lock at BEGIN: waiting works, upgrading fails
        "timeout": 5,
        "init_command": library.pragmas(sqlite3.sqlite_version_info),
    }
else:
    _db["CONN_MAX_AGE"] = 60
    _db["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache (rate limits live here, so it is shared by all processes) and sessions
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would forget rate limits
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "sid" if DESK_MODE else "__Host-sid"
CSRF_COOKIE_NAME = "csrf" if DESK_MODE else "__Host-csrf"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DESK_MODE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "config.uploads.AtMost",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# What the worker does (manage.py db_worker): a queue in the database, so that a task is kept with what it is about
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People
AUTH_USER_MODEL = "classrooms.User"
AUTHENTICATION_BACKENDS = ["classrooms.signing_in.Backend"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # user names are unique in a school, by username_key
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "classrooms.signing_in.Adapter"
ACCOUNT_FORMS = {
    "login": "classrooms.forms.SignInForm",
    "reauthenticate": "classrooms.forms.ReauthenticateForm",
    "change_password": "classrooms.forms.ChangePasswordForm",
    "set_password": "classrooms.forms.NewPasswordForm",
    "reset_password": "classrooms.forms.ResetPasswordForm",
    "reset_password_from_key": "classrooms.forms.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {  # a whole school sits behind one address
    "login": "600/m/ip",
    "login_failed": "200/m/ip,10/5m/key",
    "reset_password": "100/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "sign_in_code": "200/m/ip,10/5m/key",
    "join": "200/m/ip",
    "upload": "100/h/user",
    "archive": "5/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
PASSWORD_HASHERS = [
    "classrooms.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail://{VAR_DIR}/mail" if DESK_MODE else "smtp://localhost")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="Redraft <redraft@localhost>")

# Marks: seconds in which a return can be undone before a student sees it
RETURN_UNDO_SECONDS = env.int("RETURN_UNDO_SECONDS", default=60)

# Language and time: stored in UTC, shown in the school's zone
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True

# Static files: Vite names its files by content, so they are not hashed again
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
FRONTEND_DIST = Path(env("FRONTEND_DIST", default=str(BASE_DIR / "frontend" / "dist")))
STATICFILES_DIRS = [("app", FRONTEND_DIST)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.ViteStaticStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = "config.storage.is_immutable"
DJANGO_VITE = {"default": {"manifest_path": FRONTEND_DIST / ".vite" / "manifest.json", "static_url_prefix": "app"}}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# What the browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "upgrade-insecure-requests": not DESK_MODE,
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DESK_MODE
SECURE_HSTS_SECONDS = 0 if DESK_MODE else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DESK_MODE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None

# Logs: one line an event, never a text, a mark, a password or a token
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
