"""Flask's own configuration, derived from our settings."""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.errors import SetupError
from lms.keyring import random_key, read_or_make
from lms.settings import Settings


def configure(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and the database address; secrets come from the keyring."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        session_key = read_or_make(settings.keys, "session.key", random_key)
    except OSError as error:
        raise SetupError(f"No se puede usar la carpeta de datos {settings.data}: revisa LMS_DATA.") from error
    app.config.update(
        SECRET_KEY=session_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=settings.max_upload,
        MAX_FORM_PARTS=5000,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_minutes),
        SESSION_COOKIE_NAME="sesion",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="es_PE",
        BABEL_DEFAULT_TIMEZONE="America/Lima",
        BABEL_TRANSLATION_DIRECTORIES="locale",
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
