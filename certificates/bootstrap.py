"""What the certificates hand to the roof."""

from lms.wiring import Wiring

WIRING = Wiring(
    models=(
        "certificates.issuing.models.certificate",
        "certificates.issuing.models.status",
        "certificates.issuing.models.signatory",
        "certificates.rendering.models",
        "certificates.registry.models",
    ),
)
