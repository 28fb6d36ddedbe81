"""What the foundations hand to the roof."""

from lms.accounts import sessions
from lms.accounts.views import login
from lms.jobs import queue
from lms.web import assets, compression, context, error_pages, headers, locale, logging, views
from lms.wiring import Wiring

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
    blueprints=(views.bp, login.bp),
    init_app=(
        logging.init_app,
        locale.init_app,
        sessions.init_app,
        queue.init_app,
        assets.init_app,
        context.init_app,
        error_pages.init_app,
        compression.init_app,
        headers.init_app,
    ),
)
