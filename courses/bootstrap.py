"""What the courses hand to the roof."""

from flask_babel import lazy_gettext as _l

from courses import personal_data
from courses.attendance import subscribers as attendance_subscribers
from courses.attendance.views import routes as attendance
from courses.cohorts import cli as cohorts_cli
from courses.cohorts.views import routes as cohorts
from courses.completion import views as completion
from courses.curriculum import subscribers as curriculum_subscribers
from courses.curriculum import views as curriculum
from courses.curriculum.cli import courses
from courses.evaluation.views import routes as evaluation
from courses.learning import views as learning
from courses.teaching import views as teaching
from lms.accounts.permissions import Permission
from lms.wiring import NavEntry, Wiring

WIRING = Wiring(
    models=(
        "courses.curriculum.models",
        "courses.cohorts.models",
        "courses.attendance.models",
        "courses.evaluation.models",
        "courses.completion.models",
    ),
    init_app=(
        attendance_subscribers.init_app,
        curriculum_subscribers.init_app,
        personal_data.init_app,
    ),
    commands=(courses, cohorts_cli.people, cohorts_cli.cohorts),
    blueprints=(curriculum.bp, cohorts.bp, teaching.bp, attendance.bp, evaluation.bp, completion.bp, learning.bp),
    navigation=(
        NavEntry(
            "learning.home", _l("Mis cursos"), _l("Lo que estudias, lo que sigue y lo que te falta."), Permission.LEARN
        ),
        NavEntry("curriculum.catalogue", _l("Programas"), _l("Qué se enseña en cada curso y qué se pide.")),
        NavEntry(
            "cohorts.index", _l("Grupos"), _l("Nóminas, sesiones, notas y actas de cada grupo."), Permission.VIEW_COHORT
        ),
        NavEntry(
            "teaching.index", _l("Materiales"), _l("Guías, hojas y pruebas para imprimir."), Permission.VIEW_COHORT
        ),
        NavEntry(
            "attendance.mine",
            _l("Mis sesiones"),
            _l("Pasar asistencia e imprimir la hoja de firmas."),
            Permission.TAKE_ATTENDANCE,
        ),
        NavEntry(
            "evaluation.queue",
            _l("Calificar"),
            _l("Respuestas escritas que esperan nota, prácticas y pruebas en papel."),
            Permission.MARK,
        ),
    ),
)
