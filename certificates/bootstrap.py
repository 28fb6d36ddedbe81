"""What the certificates hand to the roof."""

from certificates.cascade.cli import cascade
from certificates.cascade.views import bp as cascade_pages
from certificates.issuing import subscribers
from certificates.issuing.cli import certificates
from certificates.verification import cli as _verify  # noqa: F401 — attaches `certificates verify`
from certificates.verification.views import bp as verification_pages
from lms.wiring import Wiring

WIRING = Wiring(
    models=(
        "certificates.issuing.models.certificate",
        "certificates.issuing.models.status",
        "certificates.issuing.models.signatory",
        "certificates.rendering.models",
        "certificates.registry.models",
    ),
    blueprints=(verification_pages, cascade_pages),
    commands=(certificates, cascade),
    init_app=(subscribers.init_app,),
)
