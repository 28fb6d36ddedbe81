"""Invented people: names of the coast, the Andes and the Amazon, drawn with a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

WOMEN = [
    "Rosa",
    "María",
    "Luz",
    "Yolanda",
    "Nélida",
    "Flor de María",
    "Zoila",
    "Gladys",
    "Yeni",
    "Sonia",
    "Milagros",
    "Elvira",
    "Juana",
    "Dina",
    "Norma",
    "Wilma",
    "Ana Lucía",
    "Carmen Rosa",
    "Isabel",
    "Teodora",
    "Marleny",
    "Edith",
    "Lidia",
    "Karina",
    "Shirley",
    "Meraya",
    "Ronin",
    "Sani",
    "Killa",
    "Ñusta",
    "Tíkari",
]
MEN = [
    "Juan",
    "José Luis",
    "Rubén",
    "Wilder",
    "Abel",
    "Percy",
    "Edwin",
    "Marco Antonio",
    "Raúl",
    "Óscar",
    "Víctor",
    "Hernán",
    "Javier",
    "Nilo",
    "Segundo",
    "Elmer",
    "Fredy",
    "Jhon",
    "Clever",
    "Aníbal",
    "César",
    "Iván",
    "Ángel",
    "Rómulo",
    "Wayra",
    "Inti",
    "Pablo",
    "Tito",
    "Eduardo",
    "Martín",
    "Ulises",
]
SURNAMES = [
    "Quispe",
    "Mamani",
    "Huamán",
    "Flores",
    "Rojas",
    "Vela",
    "Ríos",
    "Shuña",
    "Inuma",
    "Tello",
    "Cárdenas",
    "Ñahui",
    "Poma",
    "Carhuancho",
    "Paima",
    "Tapullima",
    "Sangama",
    "Ishuiza",
    "Amasifuén",
    "Pezo",
    "Chota",
    "Cauper",
    "Silvano",
    "Maynas",
    "Ochavano",
    "Camarena",
    "Yupanqui",
    "Condori",
    "Huaynalaya",
    "Santiago",
    "Pérez",
    "Núñez",
    "Gutiérrez",
    "Zevallos",
    "Espinoza",
    "Salazar",
    "Bautista",
    "Trinidad",
    "Rufino",
    "Evaristo",
    "Mishari",
    "Quinchori",
    "Shimpukat",
    "Dahua",
    "Panduro",
    "Saboya",
    "Grández",
    "Lozano",
    "K’ana",
    "P’unchaw",
    "Bëtsa",
    "Nëtë",
]
LONGEST = ("María de los Ángeles Encarnación", "Huancahuari Ñaupaqhuamán de Santísima Trinidad Lloc")
RANKS = ("S3 PNP", "S2 PNP", "S1 PNP", "ST3 PNP", "ST2 PNP", "SB PNP", "Alférez PNP", "Teniente PNP", "Capitán PNP")


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist; DNI of a number range used for the demonstration only."""

    given_names: str
    surnames: str
    dni: str
    is_woman: bool
    rank: str | None = None
    cip: str | None = None
    unit: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surnames}"


def invent(seed: int, first_dni: int, *, only_women: bool = False) -> Iterator[Invented]:
    """People without end, the same for the same seed; about one in eighty shares another's whole name."""
    chance = random.Random(seed)  # noqa: S311 — invented names need no secrecy
    known: list[Invented] = []
    number = first_dni
    while True:
        is_woman = only_women or chance.random() < 0.45
        person = Invented(
            chance.choice(WOMEN if is_woman else MEN),
            f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}",
            f"{number:08d}",
            is_woman,
        )
        if known and chance.random() < 1 / 80:
            person = replace(chance.choice(known), dni=person.dni)
        known.append(person)
        number += 1
        yield person


def as_officers(people: Iterator[Invented], units: tuple[str, ...], first_cip: int) -> Iterator[Invented]:
    """The same people as police officers with rank, CIP and unit."""
    chance = random.Random(first_cip)  # noqa: S311 — invented data
    for offset, person in enumerate(people):
        yield replace(person, rank=chance.choice(RANKS), cip=f"{first_cip + offset:08d}", unit=chance.choice(units))
