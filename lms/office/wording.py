"""How the acts of the log read to an auditor; the codes stay beside them, for searching and for the command line."""

from flask_babel import lazy_gettext as _l

ACTS = {
    "account.disabled": _l("Cuenta desactivada"),
    "account.email_changed": _l("Correo de ingreso cambiado"),
    "account.enabled": _l("Cuenta reactivada"),
    "accreditation.changed": _l("Acreditación de la corte cambiada"),
    "accreditation.recorded": _l("Acreditación de la corte anotada"),
    "acta.closed": _l("Acta cerrada"),
    "attempt.started": _l("Evaluación empezada"),
    "attempt.submitted": _l("Respuestas enviadas"),
    "attempt.transcribed": _l("Prueba en papel digitada"),
    "attendance.recorded": _l("Asistencia registrada"),
    "booklet.received": _l("Cuadernillo recibido"),
    "certificate.corrected": _l("Certificado corregido"),
    "certificate.revoked": _l("Certificado anulado"),
    "certificate.visibility": _l("Página pública encendida o apagada"),
    "certificates.issued": _l("Certificados emitidos"),
    "codes.issued": _l("Códigos de acceso entregados"),
    "cohort.approved": _l("Grupo aprobado"),
    "cohort.created": _l("Grupo abierto"),
    "cohort.edited": _l("Grupo corregido"),
    "cohort.refused": _l("Grupo no aprobado"),
    "cohort.trainer_added": _l("Formador o formadora en un grupo"),
    "consent.given": _l("Consentimiento dado"),
    "consent.paper": _l("Consentimiento en papel registrado"),
    "consent.withdrawn": _l("Consentimiento retirado"),
    "document.rendered": _l("PDF preparado"),
    "eligibility.decided": _l("Requisito decidido"),
    "enrolment.created": _l("Persona inscrita"),
    "enrolment.withdrawn": _l("Persona retirada de un grupo"),
    "installation.created": _l("Instalación creada"),
    "licence.appointed": _l("Nombramiento registrado"),
    "licence.withdrawn": _l("Nombramiento retirado"),
    "mark.decided": _l("Nota decidida a mano"),
    "organisation.created": _l("Institución registrada"),
    "organisation.edited": _l("Institución corregida"),
    "password.changed": _l("Contraseña cambiada"),
    "password.set_by_code": _l("Contraseña creada con un código"),
    "person.merged": _l("Registros unidos"),
    "person.posted": _l("Destino registrado"),
    "person.registered": _l("Persona registrada"),
    "person.renamed": _l("Nombre corregido"),
    "person.unmerged": _l("Registros separados"),
    "practical.observed": _l("Práctica observada"),
    "programme.published": _l("Programa publicado"),
    "response.marked": _l("Respuesta calificada"),
    "role.ended": _l("Rol terminado"),
    "role.granted": _l("Rol dado"),
    "roster.imported": _l("Nómina importada"),
    "sensitive.deleted": _l("Ajustes o lengua borrados"),
    "sensitive.kept": _l("Ajustes o lengua guardados"),
    "sensitive.paper": _l("Ajustes o lengua anotados de un papel"),
    "sensitive.read": _l("Ajustes o lengua leídos"),
    "session.cancelled": _l("Sesión cancelada"),
    "session.scheduled": _l("Sesión programada"),
    "signatory.added": _l("Firma agregada"),
    "signatory.ended": _l("Firma terminada"),
}

SUBJECTS = {
    "access_code": _l("código de acceso"),
    "accreditation": _l("acreditación"),
    "attempt": _l("evaluación"),
    "certificate": _l("certificado"),
    "closing": _l("acta"),
    "cohort": _l("grupo"),
    "enrolment": _l("inscripción"),
    "installation": _l("instalación"),
    "licence": _l("licencia"),
    "organisation": _l("institución"),
    "person": _l("persona"),
    "programme_version": _l("versión de un programa"),
    "session": _l("sesión"),
    "signatory": _l("firma"),
}


def act_words(action: str) -> str:
    """«Asistencia registrada»; an act of an older version keeps its code."""
    return str(ACTS.get(action, action))


def subject_words(subject: str) -> str:
    """«grupo»; what has no words keeps its code."""
    return str(SUBJECTS.get(subject, subject))
