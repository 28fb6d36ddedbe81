"""The audit log, for auditors: acts and ids, no personal pages."""

from flask import Blueprint, render_template, request

from lms.accounts.guards import guard
from lms.accounts.permissions import Permission
from lms.audit.queries import list_entries, verify_chain
from lms.office.wording import act_words, subject_words

bp = Blueprint("audit", __name__, url_prefix="/bitacora")
A_PAGE = 50
MOST = 2**63  # what a database counts to


@bp.get("")
@guard(Permission.READ_AUDIT)
def index() -> str:
    """Newest entries first, a page at a time."""
    entries = list_entries(A_PAGE, request.args.get("antes", type=_seq))
    older = entries[-1].seq if len(entries) == A_PAGE and entries[-1].seq > 1 else None
    return render_template(
        "office/log/index.html", entries=entries, older=older, act_words=act_words, subject_words=subject_words
    )


@bp.get("/comprobar")
@guard(Permission.READ_AUDIT)
def verify() -> str:
    """Recompute the whole chain and name what was changed."""
    report = verify_chain()
    rows = [(fault.seq, fault.reason) for fault in report.faults[:A_PAGE]]
    return render_template("office/log/verify.html", report=report, rows=rows)


def _seq(text: str) -> int:
    """An entry's number; ValueError for what no entry bears."""
    if not 0 < (seq := int(text)) < MOST:
        raise ValueError(text)
    return seq
