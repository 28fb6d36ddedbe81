"""What the certificates hand to the roof."""

from flask_babel import lazy_gettext as _l

from certificates import personal_data
from certificates.accreditation.views import bp as accreditation
from certificates.cascade.cli import cascade as cascade_commands
from certificates.cascade.views import bp as cascade
from certificates.issuing import subscribers
from certificates.issuing.cli import certificates as certificate_commands
from certificates.issuing.views import bp as issuing
from certificates.registry.views.routes import bp as registry
from certificates.verification import cli as _verify  # noqa: F401 — attaches `certificates verify`
from certificates.verification.views import bp as verification
from lms.accounts.permissions import Permission
from lms.wiring import NavEntry, Wiring

WIRING = Wiring(
    models=(
        "certificates.issuing.models.certificate",
        "certificates.issuing.models.status",
        "certificates.issuing.models.signatory",
        "certificates.rendering.models",
        "certificates.accreditation.models",
        "certificates.registry.models",
    ),
    blueprints=(verification, cascade, registry, issuing, accreditation),
    commands=(certificate_commands, cascade_commands),
    navigation=(
        NavEntry(
            "registry.mine",
            _l("Mis certificados"),
            _l("Descargarlos y decidir si su página es pública."),
            Permission.LEARN,
        ),
        NavEntry(
            "registry.index",
            _l("Certificados"),
            _l("Buscar, descargar y ver el estado de cada certificado."),
            Permission.VIEW_CERTIFICATES,
        ),
        NavEntry(
            "cascade.index",
            _l("Cascada"),
            _l("Quién formó a quién, por generación, región y unidad."),
            Permission.VIEW_CASCADE,
        ),
        NavEntry(
            "verification.batch",
            _l("Verificar por lotes"),
            _l("Comprobar muchos códigos de una vez."),
            Permission.VERIFY_BATCH,
        ),
    ),
    init_app=(subscribers.init_app, personal_data.init_app),
)
