"""The cascade's pages: the figures, and the list behind each."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from certificates.cascade.domain import Filter, Node, Reach, count_people, measure_reach
from certificates.cascade.queries import nodes_of
from certificates.issuing.places import programmes_with_certificates
from certificates.issuing.serials import group_serial
from courses.curriculum.queries import latest_version
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.places import region_name
from lms.web.addresses import same_page
from lms.web.downloads import csv_answer

bp = Blueprint("cascade", __name__)


@bp.get("/cascada")
@guard(Permission.VIEW_CASCADE)
def index() -> str:
    """The programmes that have certified somebody in the reader's scope."""
    actor = current_actor()
    found = [
        (latest_version(slug), len(count_people(nodes_of(actor, slug)))) for slug in programmes_with_certificates()
    ]
    return render_template("certificates/cascade/index.html", programmes=[each for each in found if each[1]])


@bp.get("/cascada/<programme>")
@guard(Permission.VIEW_CASCADE)
def show(programme: str) -> str:
    """The tree by generation, region, unit and trainer."""
    version = latest_version(programme)
    nodes = nodes_of(current_actor(), programme)
    reach = measure_reach(nodes)

    def link(**chosen: Any) -> str:
        return url_for("cascade.people", programme=programme, **chosen)

    return render_template(
        "certificates/cascade/show.html",
        version=version,
        reach=reach,
        branches=_branches(nodes, reach),
        heads=[_("Generación %(number)d", number=generation) for generation in reach.generations],
        region_rows=_rows(reach, reach.by_region, "region", link),
        unit_rows=_rows(reach, reach.by_unit, "unidad", link),
        region_name=region_name,
        link=link,
    )


@bp.get("/cascada/<programme>/personas")
@guard(Permission.VIEW_CASCADE)
def people(programme: str) -> str | Response:
    """The people behind a figure, as page or CSV."""
    version = latest_version(programme)
    chosen = Filter(
        request.args.get("generacion", type=int),
        request.args.get("region"),
        request.args.get("unidad"),
        request.args.get("formador"),
    )
    nodes = [node for node in count_people(nodes_of(current_actor(), programme)) if chosen.keeps(node)]
    if request.args.get("formato") == "csv":
        return _csv(nodes)
    return render_template(
        "certificates/cascade/people.html",
        version=version,
        nodes=nodes,
        group_serial=group_serial,
        region_name=region_name,
        csv_url=same_page(formato="csv"),
    )


def _rows(
    reach: Reach, counts: dict[tuple[str, int], int], argument: str, link: Callable[..., str]
) -> list[dict[str, Any]]:
    """A line for each region or unit, a linked figure for each generation."""
    names = sorted({name for name, _generation in counts})
    return [
        {
            "name": (region_name(name) if argument == "region" else name) or _("sin unidad"),
            "total": sum(counts.get((name, generation), 0) for generation in reach.generations),
            "cells": [
                {
                    "count": counts.get((name, generation), 0),
                    "href": link(**{argument: name, "generacion": generation}),
                }
                for generation in reach.generations
            ],
        }
        for name in names
    ]


def _branches(nodes: list[Node], reach: Reach) -> list[dict[str, Any]]:
    """Each trainer of the first generation with the people whose lead she was, by region and name: no ranking."""
    trainers = [node for node in nodes if node.serial in reach.by_trainer or node.generation == 1]
    own = {node.serial for node in count_people(nodes)}
    rows = [
        {"node": node, "people": reach.by_trainer.get(node.serial, 0)}
        for node in trainers
        if node.serial in own or node.serial in reach.by_trainer
    ]
    return sorted(rows, key=lambda row: (region_name(row["node"].region), row["node"].sort_key))


def _csv(nodes: list[Node]) -> Response:
    head = [_("código"), _("nombre"), _("generación"), _("región"), _("unidad"), _("grupo"), _("obtenido")]
    rows = [
        (
            group_serial(node.serial),
            node.name,
            node.generation,
            region_name(node.region),
            node.unit,
            node.cohort_code,
            node.earned_on.isoformat(),
        )
        for node in nodes
    ]
    return csv_answer("personas.csv", head, rows)
