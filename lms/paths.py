"""Where templates, static files and migrations lie: beside the checkout, or packaged."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
MIGRATIONS = HERE / "migrations"


def template_folder() -> Path:
    """The packaged copy if there is one, else the checkout's."""
    packaged = HERE / "templates"
    return packaged if packaged.is_dir() else HERE.parent / "templates"
