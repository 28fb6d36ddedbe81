"""While the demonstration is being built, the start page shows how far it is."""

from flask import Blueprint, render_template, request

from lms.demo.operations import demo_job
from lms.installation.models import Environment
from lms.installation.queries import get_environment

bp = Blueprint("demo", __name__)


@bp.before_app_request
def show_progress() -> str | None:
    """Instead of the start page only; everything that exists already can be opened."""
    if request.endpoint != "web.home" or get_environment() != Environment.DEMO:
        return None
    job = demo_job()
    if job is None or job.has_ended:
        return None
    return render_template("demo/progress.html", job=job)
