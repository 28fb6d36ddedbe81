"""Every setting in one declared table, parsed once into a frozen value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lms.errors import SetupError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Declared:
    """One setting: its variable, its default as text, what it is for (Spanish, shown by `lms settings`)."""

    variable: str
    default: str
    purpose: str


DECLARED = {
    "data": Declared("LMS_DATA", "var", "Carpeta de los datos: base SQLite, claves, archivos y cola de tareas."),
    "database_url": Declared("DATABASE_URL", "", "Base de datos; vacío usa SQLite en LMS_DATA."),
    "queue_url": Declared("LMS_QUEUE_URL", "", "Cola de tareas; vacío usa SQLite en LMS_DATA; acepta postgresql://…"),
    "public_url": Declared("LMS_PUBLIC_URL", "", "Dirección pública que va en los certificados y en el QR."),
    "content": Declared("LMS_CONTENT", "", "Carpeta de los programas; vacío usa courses/content."),
    "privacy_contact": Declared("LMS_PRIVACY_CONTACT", "", "Contacto del Oficial de Datos Personales."),
    "trusted_proxies": Declared("LMS_TRUSTED_PROXIES", "0", "Número de proxies de confianza delante del servidor."),
    "max_upload": Declared("LMS_MAX_UPLOAD", "5242880", "Tamaño máximo de un archivo subido, en bytes."),
    "session_minutes": Declared("LMS_SESSION_MINUTES", "120", "Minutos sin uso tras los que se cierra la sesión."),
    "log_level": Declared("LMS_LOG_LEVEL", "INFO", "Detalle de los registros: DEBUG, INFO, WARNING o ERROR."),
}


@dataclass(frozen=True)
class Settings:
    """The settings as parsed values; paths absolute, sizes in bytes."""

    data: Path
    database_url: str
    queue_url: str
    public_url: str
    content: Path
    privacy_contact: str
    trusted_proxies: int
    max_upload: int
    session_minutes: int
    log_level: str

    @property
    def keys(self) -> Path:
        """Folder of the secret keys (files 0600)."""
        return self.data / "keys"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Parse the environment; raises SetupError naming the variable and its value's fault."""
    source = os.environ if environ is None else environ
    raw = {name: source.get(each.variable) or each.default for name, each in DECLARED.items()}
    data = Path(raw["data"]).expanduser()
    data = data if data.is_absolute() else Path.cwd() / data
    values: dict[str, Any] = {
        **raw,
        "data": data,
        "content": Path(raw["content"]).resolve() if raw["content"] else ROOT / "courses" / "content",
        "database_url": _database_url(raw["database_url"], data),
        "queue_url": _queue_url(raw["queue_url"]),
        "public_url": _public_url(raw["public_url"]),
    }
    for name, least in (("trusted_proxies", 0), ("max_upload", 1), ("session_minutes", 1)):
        values[name] = _whole_number(DECLARED[name].variable, raw[name], least)
    if raw["log_level"] not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SetupError(f"LMS_LOG_LEVEL debe ser DEBUG, INFO, WARNING o ERROR, y dice «{raw['log_level']}».")
    return Settings(**{field.name: values[field.name] for field in fields(Settings)})


def _database_url(value: str, data: Path) -> str:
    if not value:
        return f"sqlite:///{data / 'cascada.db'}"
    if value.startswith("sqlite:///"):
        return value
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if value.startswith(prefix):
            return "postgresql+psycopg://" + value.removeprefix(prefix)
    raise SetupError("DATABASE_URL debe empezar por sqlite:/// o postgresql://.")


def _queue_url(value: str) -> str:
    if value and not value.startswith("postgresql://"):
        raise SetupError("LMS_QUEUE_URL debe estar vacío o empezar por postgresql://.")
    return value


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise SetupError("LMS_PUBLIC_URL debe ser una dirección como https://certificados.ejemplo.pe.")
    return value.rstrip("/")


def _whole_number(variable: str, value: str, least: int) -> int:
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SetupError(
            "%(variable)s debe ser un número entero desde %(least)s, y dice «%(value)s».",
            variable=variable,
            least=least,
            value=value,
        )
    return int(value)
