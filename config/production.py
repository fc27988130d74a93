"""What a production start refuses: a missing or unsafe setting, or a demo school where strangers can reach it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def require(*, site_url: str, secret_key: str, database_url: str) -> None:
    """Raise ImproperlyConfigured naming the first setting that is missing or unsafe for production."""
    if not site_url.startswith("https://"):
        raise ImproperlyConfigured("SITE_URL must begin with https:// in production")
    if len(secret_key) < 50:
        raise ImproperlyConfigured("SECRET_KEY must be set, with at least 50 characters, in production")
    if not database_url:
        raise ImproperlyConfigured("DATABASE_URL must be set in production")


def refuse_a_demo() -> None:
    """Raise ImproperlyConfigured if this is production and the database holds a demo school: its password is public."""
    from django.db import connection

    from classrooms.models import School

    if settings.DESK_MODE or School._meta.db_table not in connection.introspection.table_names():
        return
    if School.objects.filter(is_demo=True).exists():
        raise ImproperlyConfigured(
            "The database holds a demo school: production never serves one. Use a database of its own."
        )
