"""What views ask of a request: what was posted, and where its sender goes on."""

from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def posted(request):
    """Return what a form was sent with, an empty form too; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def next_page(request, default: str, *args, field: str = "next") -> str:
    """Return the address of ours that the form names in `field`, else that of `default`."""
    wanted = request.POST.get(field, "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(default, *args)


def way_back(request, default: str, *args, field: str = "next"):
    """Redirect there."""
    return redirect(next_page(request, default, *args, field=field))


def number(sent: str | None) -> int | None:
    """A small whole number as it stands in an address or a form; None for anything else."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else None
