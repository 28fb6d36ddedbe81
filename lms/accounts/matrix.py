"""The permission matrix as a document, generated from the code that enforces it."""

from lms.accounts.permissions import GLOBAL, GRANTED, ROLE_NAMES, Permission, Role

HEAD = """# Permisos: quién puede hacer qué

Este documento sale del código (`./run lms permissions --markdown > docs/permisos.md`); una prueba falla si queda
atrasado.

«todo»: solo con un rol sobre todo. «ámbito»: dentro del ámbito del rol, que puede ser todo, un programa, un grupo, una
institución con lo que depende de ella o una región. «no»: nunca.

"""
TAIL = """
Además, para cualquier rol:

* Nadie se da un rol a sí mismo, se nombra formador a sí mismo, ni une su propio registro a otro.
* Siempre queda alguien con el rol de administración.
* Quien administra cuentas no ve calificaciones, y quien lee la bitácora no ve páginas de personas.
* La coordinación no entrega códigos de acceso a quien enseña o tiene un rol de personal, ni cambia la clave de quien
  también estudia en un grupo fuera de su ámbito.
* Cada persona puede ver y descargar sus propios datos, cambiar su contraseña y retirar su consentimiento.
"""


def cell(role: Role, permission: Permission) -> str:
    """`todo`, `ámbito` or `no`."""
    if permission not in GRANTED[role]:
        return "no"
    return "todo" if permission in GLOBAL else "ámbito"


def matrix() -> list[tuple[Permission, tuple[str, ...]]]:
    """One row for each permission, its cells in the order of the roles."""
    return [(permission, tuple(cell(role, permission) for role in Role)) for permission in Permission]


def as_markdown() -> str:
    """The whole document, in Spanish."""
    head = ["Permiso", *(ROLE_NAMES[role] for role in Role)]
    lines = [head, ["---"] * len(head), *([permission.value, *cells] for permission, cells in matrix())]
    return HEAD + "".join(f"| {' | '.join(line)} |\n" for line in lines) + TAIL
