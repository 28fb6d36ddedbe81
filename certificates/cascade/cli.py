"""`lms cascade show`: distinct people by generation and region."""

import json

import click
from flask.cli import with_appcontext

from certificates.cascade.domain import Reach, measure_reach
from certificates.cascade.queries import nodes_of
from courses.curriculum.queries import latest_version
from lms.accounts.permissions import SYSTEM
from lms.places import region_name


@click.group()
def cascade() -> None:
    """Cascada: quién formó a quién."""


@cascade.command()
@click.option("--programme", required=True, help="Programa, por ejemplo modo-ninez.")
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@with_appcontext
def show(programme: str, as_json: bool) -> None:
    """Personas distintas por generación y región, cada una contada una vez."""
    latest_version(programme)
    reach = measure_reach(nodes_of(SYSTEM, programme))
    if as_json:
        click.echo(json.dumps(reach_json(programme, reach), ensure_ascii=False))
        return
    for generation in reach.generations:
        click.echo(f"Generación {generation}: {reach.by_generation[generation]}")
        for region in reach.regions:
            if count := reach.by_region.get((region, generation)):
                click.echo(f"  {region_name(region)}: {count}")
    click.echo(f"Personas distintas: {reach.total}")


def reach_json(programme: str, reach: Reach) -> dict[str, object]:
    """programme, people, generations[{generation, people, regions[{region, name, people}]}]."""
    return {
        "programme": programme,
        "people": reach.total,
        "generations": [
            {
                "generation": generation,
                "people": reach.by_generation[generation],
                "regions": [
                    {"region": region, "name": region_name(region), "people": reach.by_region[region, generation]}
                    for region in reach.regions
                    if (region, generation) in reach.by_region
                ],
            }
            for generation in reach.generations
        ],
    }
