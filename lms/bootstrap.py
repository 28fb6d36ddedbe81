"""What the foundations hand to the roof."""

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
)
