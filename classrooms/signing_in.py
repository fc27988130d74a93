"""Who someone is: user name or email within a school, limits that a class behind one address never meets."""

import time
from collections.abc import Iterable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from classrooms import audit
from classrooms.models import School, User, username_key

DID_NOT_MATCH = _("That didn’t match. Check the user name and the password, then try again.")
TOO_MANY = _("Too many tries. Wait five minutes, or ask your teacher to unlock you, then try again.")


def find(login: str, school: School | None = None) -> User | None:
    """Return the one person whom this user name or email address names, in `school` or among operators; else None.

    A user name wins over an email address, someone of a school over an operator. What several share names nobody.
    """
    people = User.objects.filter(Q(school=school) | Q(school=None)) if school else User.objects.all()
    if not login.strip():
        return None
    for named in (Q(username_key=username_key(login)), Q(email__iexact=login.strip())):
        found = list(people.filter(named)[:3])
        if found:
            found = [person for person in found if person.school_id] or found
            return found[0] if len(found) == 1 else None
    return None


def schools_to_choose() -> QuerySet[School]:
    """The schools that people of this database sign in to."""
    schools = School.objects.filter(pk__in=User.objects.exclude(school=None).values("school")).order_by("name")
    return schools if settings.DESK_MODE else schools.exclude(is_demo=True)


class Backend(AuthenticationBackend):
    """Signs people in by user name or email, within the school that the form asked for where there are several."""

    def _authenticate(self, request, **credentials):
        return self._check_password(_named(credentials), credentials.get("password") or "")

    def get_user(self, user_id):
        """Who is signed in, with their school: every request asks for its zone."""
        person = User.objects.select_related("school").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None


class Adapter(DefaultAccountAdapter):
    """Accounts are made by admins, imports and class codes; never by whoever comes."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": DID_NOT_MATCH,
        "email_password_mismatch": DID_NOT_MATCH,
        "too_many_login_attempts": TOO_MANY,
        "enter_current_password": _("That is not your present password. Type it again."),
        "incorrect_password": _("That is not your password. Type it again."),
    }

    def is_open_for_signup(self, request):
        return False

    def reauthenticate(self, user, password):
        return self.authenticate(context.request, user=user, password=password) == user

    def set_password(self, user, password):
        user.set_password(password)
        user.save(update_fields=["password"])
        audit.record(verb="changed password", by=user, school=user.school, about=user)

    def _get_login_attempts_cache_key(self, request, **credentials):
        return failures_of(_named(credentials), _login(credentials))


def failures_of(user: User | None, login: str = "") -> str:
    """Return the key under which failed tries are counted: an account's, whatever name was typed, else the name's."""
    return f"user:{user.pk}" if user else f"name:{username_key(login)}"


def locked(people: Iterable[User]) -> set[int]:
    """Return the ids of those who have used up their tries and have to wait, or to be unlocked."""
    rate = _rate_of_an_account("login_failed")
    keys = {_cache_key("login_failed", rate, person): person.pk for person in people}
    since = time.time() - rate.duration
    histories = cache.get_many(keys).items()
    return {keys[key] for key, tries in histories if sum(at > since for at in tries) >= rate.amount}


def unlock(*, user: User, by: User) -> None:
    """Forget the failed tries of an account, so that its owner can try again at once."""
    forget_failures(user)
    audit.record(verb="unlocked", by=by, school=user.school, about=user)


def forget_failures(user: User) -> None:
    """Begin to count an account's failed tries anew; those of the address they came from stay."""
    for action in ("login_failed", "sign_in_code"):
        cache.delete(_cache_key(action, _rate_of_an_account(action), user))


def _login(credentials: dict) -> str:
    return credentials.get("username") or credentials.get("email") or ""


def _named(credentials: dict) -> User | None:
    return credentials.get("user") or find(_login(credentials), credentials.get("school"))


def _rate_of_an_account(action: str) -> ratelimit.Rate:
    rates = ratelimit.parse_rates(settings.ACCOUNT_RATE_LIMITS[action])
    return next(rate for rate in rates if rate.per == "key")


def _cache_key(action: str, rate: ratelimit.Rate, user: User) -> str:
    return ratelimit.get_cache_key(
        context.request, app="allauth.account", action=action, rate=rate, key=failures_of(user)
    )
