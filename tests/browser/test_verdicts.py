"""The public page of every state in a real browser, on a narrow phone and on a desk."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from lms.extensions import db
from tests.certificates.conftest import REPLICA_DAY, register  # noqa: F401 — a fixture
from tests.certificates.registry.test_operations import DAY
from tests.certificates.running import Group, certify, newcomer
from tests.support.site import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PACKS = Path(__file__).resolve().parents[1] / "packs"
TITLES = {
    "valid": "Certificado válido",
    "revoked": "Certificado anulado",
    "superseded": "Certificado reemplazado",
    "expired": "Certificado vencido",
    "unknown": "Certificado no válido",
    "english": "Valid certificate",
    "search": "Verificar un certificado",
    "malformed": "Verificar un certificado",
}


@pytest.fixture
def addresses(register, cast):  # noqa: F811 — the fixture
    """One certificate in each state; long names where they are hardest."""
    registrar = cast.actor("registrar")
    longest = "María de los Ángeles Encarnación Huancahuari Ñaupaqhuamán de la Santísima Trinidad Ll"
    person = newcomer(1, "Ana", longest[:80].strip())
    group = Group("PRUEBA-7", "replica", (person,), cast.id("officer"), starts_on=REPLICA_DAY + timedelta(days=7))
    (valid,) = certify(cast, group)
    long_ago = Group("PRUEBA-8", "curso", (newcomer(2),), cast.id("trainer"), starts_on=date(2023, 3, 6))
    (expired,) = certify(cast, long_ago)
    revoke(registrar, register.rosa, RevocationReason.REQUIREMENT, DAY, "Comisión Distrital de la Corte Superior")
    correct_name(registrar, register.yolanda, "Yolanda Shuña Inuma de Ríos", "Falta un apellido")
    return {
        "valid": f"/v/{valid.serial}",
        "revoked": f"/v/{register.rosa}",
        "superseded": f"/v/{register.yolanda}",
        "expired": f"/v/{expired.serial}",
        "unknown": "/v/0000000000000000",
        "english": f"/v/{valid.serial}?lang=en",
        "search": "/verificar",
        "malformed": "/v/nada",
    }


def test_every_state_is_accessible_and_fits(bench, addresses, chromium, tmp_path):
    db.session.remove()
    faults = []
    data = tmp_path / "var"
    with serving(data, DATABASE_URL=bench.url("live"), LMS_CONTENT=str(PACKS)) as site:
        for width in (320, 1280):
            context = chromium.new_context(viewport={"width": width, "height": 740}, bypass_csp=True)
            page = context.new_page()
            for state, address in addresses.items():
                page.goto(site.url + address)
                assert page.locator("h1").all_inner_texts() == [TITLES[state]]
                faults += [(width, state, each["id"]) for each in Axe().run(page).response["violations"]]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append((width, state, "scrolls sideways"))
            context.close()
    assert faults == []
