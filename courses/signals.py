"""What happens inside courses that others act on, in the same transaction; receivers raise to veto."""

from blinker import Namespace

signals = Namespace()

check_answered = signals.signal("check-answered")
"""sender courses.evaluation; enrolment_id: UUID, evaluation: "<module>/<part>", attempt_id: UUID, actor: Actor."""

cohort_closed = signals.signal("cohort-closed")
"""sender = courses.completion; closing_id: UUID, cohort_id: UUID, actor: Actor."""

cohort_moving = signals.signal("cohort-moving")
"""sender = courses.cohorts; cohort_id: UUID, starts_on and ends_on: date, the days it is about to have."""
