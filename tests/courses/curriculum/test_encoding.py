"""A programme survives JSON."""

import dataclasses
import json
from datetime import date

import pytest

from courses.curriculum.domain import Programme
from courses.curriculum.encoding import from_json, to_json
from tests.courses.curriculum.breaking import BreakablePack


def test_a_programme_is_the_same_after_json(pack: BreakablePack) -> None:
    programme = pack.read().programme
    again = from_json(Programme, json.loads(json.dumps(to_json(programme))))
    assert again == programme
    assert again.source("norma-uno").vigente_desde == date(2020, 1, 1)
    assert again.course("replica").part("b01-sesion/pre-prueba").forms.keys() == {"A", "B"}


def test_a_programme_cannot_be_changed(pack: BreakablePack) -> None:
    programme = pack.read().programme
    with pytest.raises(dataclasses.FrozenInstanceError):
        programme.title = "Otro"  # type: ignore[misc]
    with pytest.raises(TypeError):
        programme.course("replica").part("b01-sesion/pre-prueba").forms["C"] = ()  # type: ignore[index]
