"""How attendance is written on pages and sheets."""

from flask_babel import gettext as _

from courses.attendance.models import AttendanceStatus, Evidence
from courses.attendance.queries.entries import EntryView
from lms.web.locale import minutes, moment


def status_name(status: AttendanceStatus) -> str:
    """The word for a status."""
    return {
        AttendanceStatus.PRESENT: _("Presente"),
        AttendanceStatus.LATE: _("Tarde"),
        AttendanceStatus.LEFT_EARLY: _("Salió antes"),
        AttendanceStatus.ABSENT: _("Faltó"),
        AttendanceStatus.EXCUSED: _("Justificada"),
    }[status]


def entry_words(entry: EntryView) -> str:
    """Status and minutes: «Llegó tarde, 1 h 30 min»."""
    if not entry.minutes:
        return status_name(entry.status)
    return _("%(status)s, %(minutes)s", status=status_name(entry.status), minutes=minutes(entry.minutes))


def earlier_words(entry: EntryView) -> str:
    """An entry of the history: what, who, when."""
    return _(
        "%(entry)s: %(who)s, %(when)s", entry=entry_words(entry), who=entry.recorder, when=moment(entry.recorded_at)
    )


def evidence_name(evidence: Evidence) -> str:
    """What earned self-study minutes."""
    return {
        Evidence.CHECK: _("autocontrol"),
        Evidence.BOOKLET: _("cuadernillo"),
        Evidence.RECOGNITION: _("reconocimiento"),
    }[evidence]
