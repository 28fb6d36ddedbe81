"""The holder's own certificates and who may see them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import list_certificates
from certificates.issuing.wording import state_kind, state_name, status_words
from certificates.registry.operations import choose_visibility
from certificates.registry.queries import Exposure, exposures_of
from certificates.registry.views.blueprint import bp, open_own_certificate
from lms.accounts.guards import current_actor, guard
from lms.accounts.queries.identities import identities_of


@bp.get("/mis-certificados")
@guard()
def mine() -> str:
    """Her certificates, each with its PDF, its public page and the switch for it."""
    person_id = current_actor().person_id
    found = list_certificates(person_ids=identities_of(person_id)) if person_id else []
    exposures = exposures_of(each.serial for each in found)
    return render_template(
        "certificates/registry/mine.html",
        certificates=[each for each in found if each.status.state != State.SUPERSEDED],
        public={serial for serial, exposure in exposures.items() if exposure != Exposure.HIDDEN},
        restricted={serial for serial, exposure in exposures.items() if exposure == Exposure.RESTRICTED},
        state_name=state_name,
        state_kind=state_kind,
        status_words=status_words,
    )


@bp.post("/mis-certificados/<serial>/pagina")
@guard()
def choose(serial: str) -> ResponseReturnValue:
    """Turn the public page of one certificate on or off."""
    view = open_own_certificate(serial)
    is_public = request.form.get("publica") == "si"
    choose_visibility(current_actor(), view.serial, is_public=is_public)
    if is_public:
        flash(_("La página pública está activada: quien tenga el código puede verla."), "success")
    else:
        flash(_("La página pública está apagada: nadie puede verla."), "success")
    return redirect(url_for("registry.mine"), code=303)
