"""Peru's 25 first-level regions with the codes of three schemes.

Source: INEI ubigeo (first two digits), RENIEC ubigeo (as on the DNI) and ISO 3166-2; public data of the Peruvian State,
consulted November 2026. INEI is the scheme stored everywhere; it differs from RENIEC's.
"""

from dataclasses import dataclass

from lms.errors import Invalid
from lms.text import plain


@dataclass(frozen=True)
class Region:
    """One region: INEI code (2 digits), name, ISO 3166-2 code."""

    code: str
    name: str
    iso: str


REGIONS = tuple(
    Region(*row.split("|"))
    for row in (
        "01|Amazonas|PE-AMA 02|Áncash|PE-ANC 03|Apurímac|PE-APU 04|Arequipa|PE-ARE 05|Ayacucho|PE-AYA "
        "06|Cajamarca|PE-CAJ 07|Callao|PE-CAL 08|Cusco|PE-CUS 09|Huancavelica|PE-HUV 10|Huánuco|PE-HUC "
        "11|Ica|PE-ICA 12|Junín|PE-JUN 13|La_Libertad|PE-LAL 14|Lambayeque|PE-LAM 15|Lima|PE-LIM "
        "16|Loreto|PE-LOR 17|Madre_de_Dios|PE-MDD 18|Moquegua|PE-MOQ 19|Pasco|PE-PAS 20|Piura|PE-PIU "
        "21|Puno|PE-PUN 22|San_Martín|PE-SAM 23|Tacna|PE-TAC 24|Tumbes|PE-TUM 25|Ucayali|PE-UCA"
    )
    .replace("_", "\N{NO-BREAK SPACE}")
    .split(" ")
)
BY_CODE = {region.code: region for region in REGIONS}


def region_name(code: str | None) -> str:
    """The region's name, or «sin región»."""
    return BY_CODE[code].name if code in BY_CODE else "sin región"


def find_region(text: str) -> Region:
    """The region by INEI code or by name, accents and case aside; raises Invalid."""
    wanted = plain(text)
    for region in REGIONS:
        if wanted in (region.code, plain(region.name)):
            return region
    raise Invalid("No se reconoce la región «%(text)s».", "region", text=text)
