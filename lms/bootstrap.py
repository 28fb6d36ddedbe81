"""What the foundations hand to the roof."""

from flask_babel import lazy_gettext as _l

from lms.accounts import sessions
from lms.accounts.cli import permissions
from lms.accounts.permissions import Permission
from lms.accounts.views import login, me, needs
from lms.audit.cli import audit
from lms.jobs import running
from lms.office.cli import settings
from lms.office.views import appointments, log, merges, organisations, people, roles
from lms.web import (
    addresses,
    admission,
    assets,
    catalogues,
    compression,
    context,
    error_pages,
    headers,
    locale,
    logging,
    views,
)
from lms.wiring import NavEntry, Wiring

WIRING = Wiring(
    models=(
        "lms.audit.models",
        "lms.jobs.models",
        "lms.installation.models",
        "lms.accounts.models.organisations",
        "lms.accounts.models.people",
        "lms.accounts.models.access",
        "lms.accounts.models.licences",
    ),
    blueprints=(
        views.bp,
        login.bp,
        me.bp,
        needs.bp,
        people.bp,
        roles.bp,
        organisations.bp,
        appointments.bp,
        merges.bp,
        log.bp,
    ),
    commands=(audit, permissions, settings),
    navigation=(
        NavEntry(
            "office.index",
            _l("Personas y roles"),
            _l("Registrar al personal, dar roles y códigos de acceso."),
            Permission.MANAGE_ACCOUNTS,
        ),
        NavEntry(
            "organisations.index",
            _l("Instituciones"),
            _l("Las cortes, comisarías y organizaciones de los grupos."),
            Permission.MANAGE_ACCOUNTS,
        ),
        NavEntry(
            "appointments.index",
            _l("Nombramientos"),
            _l("Quién puede formar por acto de una autoridad."),
            Permission.APPOINT_TRAINERS,
        ),
        NavEntry(
            "merges.index", _l("Duplicados"), _l("Unir dos registros de la misma persona."), Permission.MERGE_PEOPLE
        ),
        NavEntry(
            "audit.index",
            _l("Bitácora"),
            _l("Qué se hizo, cuándo y quién; comprobar que nada cambió."),
            Permission.READ_AUDIT,
        ),
        NavEntry("me.show", _l("Mi cuenta"), _l("Tus datos, tu contraseña y tus permisos.")),
    ),
    init_app=(
        logging.init_app,
        admission.init_app,
        locale.init_app,
        catalogues.init_app,
        sessions.init_app,
        running.init_app,
        assets.init_app,
        addresses.init_app,
        context.init_app,
        error_pages.init_app,
        compression.init_app,
        headers.init_app,
    ),
)
