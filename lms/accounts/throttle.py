"""Counting attempts in the database, shared by all processes; buckets are keyed hashes that name nobody."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network

from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from lms import clock
from lms.accounts.models.access import ThrottleCounter
from lms.database import short_transaction
from lms.errors import TooMany
from lms.keyring import random_key, read_or_make
from lms.settings import Settings

KEPT = timedelta(days=1)


def hit(scope: str, key: str, limit: int, window_seconds: int) -> None:
    """Count one attempt of `key`; raises TooMany beyond `limit` in the window. Never call it inside a transaction."""
    bucket, moment = _bucket(scope, key), clock.machine_now()
    with short_transaction() as connection:
        row = connection.execute(
            select(ThrottleCounter.window_start, ThrottleCounter.count.label("hits")).where(
                ThrottleCounter.bucket == bucket
            )
        ).one_or_none()
        if row is None:
            connection.execute(delete(ThrottleCounter).where(ThrottleCounter.window_start < moment - KEPT))
            connection.execute(insert(ThrottleCounter).values(bucket=bucket, window_start=moment, count=1))
            return
        left = window_seconds - (moment - row.window_start).total_seconds()
        count = row.hits + 1 if left > 0 else 1
        start = row.window_start if left > 0 else moment
        connection.execute(
            update(ThrottleCounter).where(ThrottleCounter.bucket == bucket).values(window_start=start, count=count)
        )
    if count > limit:
        raise TooMany(_("Demasiados intentos. Espera unos minutos y vuelve a intentarlo."), max(1, int(left)))


def hit_from_network(scope: str, limit: int, window_seconds: int) -> None:
    """Count one attempt from the present request's network."""
    hit(scope, network_of(request.remote_addr), limit, window_seconds)


def forgive(scope: str, key: str) -> None:
    """Forget the attempts of `key`: it got in."""
    with short_transaction() as connection:
        connection.execute(delete(ThrottleCounter).where(ThrottleCounter.bucket == _bucket(scope, key)))


def network_of(address: str | None) -> str:
    """The address's network: /24 of IPv4, /48 of IPv6; what cannot be read counts as one network."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def _bucket(scope: str, key: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    secret = read_or_make(settings.keys, "throttle.key", random_key)
    return hmac.new(secret, f"{scope}\0{key}".encode(), hashlib.sha256).hexdigest()
