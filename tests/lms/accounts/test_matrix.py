"""The permission matrix as a document."""

from pathlib import Path

import pytest

from lms.accounts.matrix import as_markdown, cell
from lms.accounts.permissions import GRANTED, SYSTEM, Actor, Grant, Permission, Role, ScopeKind, Target, authorise
from lms.errors import Forbidden

DOCUMENT = Path(__file__).parents[3] / "docs" / "permisos.md"


def test_the_document_is_what_the_code_says():
    assert DOCUMENT.read_text() == as_markdown(), "./run lms permissions --markdown > docs/permisos.md"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_each_cell_of_the_matrix_holds(role, permission):
    somewhere = Target(programme="aqui")
    scoped = Actor(None, (Grant(role, ScopeKind.PROGRAMME, "aqui"),))
    everywhere = Actor(None, (Grant(role),))
    allowed = {"no": (False, False), "ámbito": (True, True), "todo": (False, True)}[cell(role, permission)]
    assert (scoped.may(permission, somewhere), everywhere.may(permission, somewhere)) == allowed
    assert not scoped.may(permission, Target(programme="otro"))
    assert (scoped.may_somewhere(permission), everywhere.may_somewhere(permission)) == allowed


def test_each_permission_belongs_to_somebody():
    assert set().union(*GRANTED.values()) == set(Permission)


def test_administrators_see_no_marks_and_auditors_no_persons():
    assert GRANTED[Role.ADMINISTRATOR].isdisjoint({Permission.MARK, Permission.VIEW_COHORT})
    assert GRANTED[Role.AUDITOR] == {Permission.READ_AUDIT}


def test_a_stranger_may_do_nothing():
    with pytest.raises(Forbidden):
        authorise(Actor(None), Permission.LEARN)
    authorise(SYSTEM, Permission.LEARN)
