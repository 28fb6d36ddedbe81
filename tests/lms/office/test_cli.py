"""`lms settings` and `lms permissions`."""

import json

from flask.cli import ScriptInfo
from flask.testing import FlaskCliRunner

from lms.cli import cli
from lms.office.cli import without_password
from lms.settings import DECLARED


def run(app, *arguments):
    result = FlaskCliRunner(app).invoke(cli, list(arguments), obj=ScriptInfo(create_app=lambda: app))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_setting_is_listed_with_its_purpose(bare_app):
    rows = json.loads(run(bare_app, "settings", "--json"))
    assert [row["variable"] for row in rows] == [each.variable for each in DECLARED.values()]
    assert all(row["purpose"] for row in rows)
    assert "LMS_DATA=" in run(bare_app, "settings")


def test_no_password_is_shown():
    assert without_password("postgresql://lms:secreto@db/lms") == "postgresql://lms:•••@db/lms"
    assert without_password("sqlite:////var/lib/lms.db") == "sqlite:////var/lib/lms.db"


def test_the_matrix_is_printed_in_three_forms(bare_app):
    assert "cerrar actas: coordinator (ámbito)" in run(bare_app, "permissions")
    assert run(bare_app, "permissions", "--markdown").startswith("# Permisos")
    rows = {row["permission"]: row["roles"] for row in json.loads(run(bare_app, "permissions", "--json"))}
    assert rows["mark"]["trainer"] == "ámbito"
    assert rows["mark"]["administrator"] == "no"
