"""The certificate's PDF, read with other people's tools."""

import hashlib
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
import zxingcpp
from jinja2 import Environment
from PIL import Image

from certificates.rendering import pdf as press
from certificates.rendering.domain import Signatory
from certificates.rendering.fitting import DoesNotFit
from certificates.rendering.pdf import local_fetcher, render
from lms.printing.fonts import UnprintableText
from lms.printing.press import AssetRefused, StrangeFont

pytestmark = pytest.mark.slow
LONG_NAME = "Wilhelmina Apolinaria Chuquihuanca Ñahuincopa de la Cruz viuda de Huancahuari Quispe"
NAMES = [
    "Lu Paz",
    "Rosa Elvira Huamán Quispe",
    LONG_NAME,
    "W" * 84,
    "K’antu P’unchaw Sinchiq’a",
    "Inin Rawa Bëtsa Nëtë",
    "Kametsari G̃ora P̃aya M̃och a̱",
    "Ʉma ɨti Ꞌaŋo Ñãũ",
]
CROWDED = {
    "holder_name": LONG_NAME,
    "organisation": "Corte Superior de Justicia de la Selva Central con la Dirección de Familia y el equipo de Prueba",
    "programme_title": "Formación de formadoras y formadores para la atención de niñas, niños y adolescentes " * 2,
    "certificate_title": "Policía en Modo Niñez: formación de formadores para atender a la niñez en las comisarías",
    "certificate_text": "ha aprobado un curso cuya descripción ocupa todo el lugar que le toca en la hoja " * 5,
    "hour_note": "hora pedagógica de 45 minutos, por validar",
    "starts_on": date(2025, 11, 28),
    "ends_on": date(2026, 12, 28),
    "place": "Villa Rica, provincia de Oxapampa, departamento de Pasco",
    "course_title": "Formación de formadores para la atención de niñas, niños y adolescentes en comisarías",
    "trainer_line": f"{LONG_NAME}, certificado 4H8W-0C2N-QX7R-5ZKD",
    "not_statement": "No es una acreditación de la Corte Superior, no autoriza a ejercer la abogacía ni a cobrar. " * 4,
    "verify_url": "https://certificados-de-la-formacion.corte-superior.example.pe/v/7K3M-Q9TD-2VXA-HJ4P",
    "signatories": (
        Signatory(
            "Coronel PNP Wilhelmina Apolinaria Chuquihuanca",
            "Jefa de la División de Protección de Niñas, Niños y Adolescentes",
            "Policía Nacional del Perú, Dirección de Familia",
        ),
    )
    * 4,
}


def squeeze(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def advisor_pdf(make_sheet):
    return render(make_sheet())


@pytest.fixture(scope="module")
def crowded_pdf(make_sheet):
    return render(make_sheet(**CROWDED))


@pytest.fixture
def opened(advisor_pdf):
    with pikepdf.open(BytesIO(advisor_pdf)) as pdf:
        yield pdf


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_name_is_on_the_one_page_and_can_be_searched(make_sheet, read, name):
    pdf = render(make_sheet(holder_name=name))
    assert squeeze(name) in read(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1


def test_a_name_in_decomposed_letters_is_printed_composed(make_sheet, read):
    assert "RosaHuamán" in read(render(make_sheet(holder_name="Rosa Huama\u0301n")))


def test_the_facts_are_on_the_paper(advisor_pdf, read, make_sheet):
    text = read(advisor_pdf)
    sheet = make_sheet()
    facts = [
        "Certificado de aprobación",
        sheet.certificate_title,
        sheet.certificate_text,
        sheet.programme_title,
        sheet.course_title,
        "versión 3f9c2ab",
        sheet.organisation,
        "30 horas",
        "hora de 60 minutos",
        "Del 3 de marzo al 12 de abril de 2026",
        "14 de abril de 2026",
        "20 de abril de 2026",
        "20 de abril de 2028",
        sheet.place,
        *sheet.signatories[0],
        *sheet.signatories[1],
        f"Formación a cargo de {sheet.trainer_line}",
        "Generación 2",
        sheet.serial_text,
        sheet.not_statement,
        "no es una firma digital de la IOFE",
        "Reservado para una firma digital (IOFE)",
    ]
    assert [fact for fact in facts if squeeze(fact) not in text] == []
    assert all(part in text for part in ("https://cascada.example.pe", "/v/7K3M-Q9TD-2VXA-HJ4P"))


def test_a_participant_without_trainer_nor_end_of_validity(make_sheet, read):
    text = read(
        render(make_sheet(award="participacion", trainer_line=None, generation=None, valid_until=None, hour_note=None))
    )
    assert "Constanciadeparticipación" in text
    assert not any(
        word in text for word in ("Certificadodeaprobación", "Aprobado", "acargode", "Generación", "Vigente")
    )


def test_only_the_demo_bears_the_watermark(make_sheet, read, poppler, tmp_path):
    real, demo = render(make_sheet()), render(make_sheet(environment="demo"))
    assert "DEMOSTRACIÓN" not in read(real)
    assert "DEMOSTRACIÓN" in read(demo)
    assert "RosaElviraHuamánQuispe" in read(demo)
    watermark = (0xF3, 0xDC, 0xCB)
    assert pixels(real, poppler, tmp_path).count(watermark) == 0
    assert pixels(demo, poppler, tmp_path).count(watermark) > 5000


@pytest.mark.parametrize("changes", [{}, CROWDED], ids=["usual", "crowded"])
def test_nothing_is_printed_over_anything_else_nor_outside_the_page(make_sheet, poppler, tmp_path, changes):
    words = word_boxes(poppler(render(make_sheet(**changes)), tmp_path, "pdftotext", "-bbox", "{pdf}", "-"))
    assert len(words) > 80
    assert [word for word in words if not inside_the_page(word)] == []
    assert [pair for pair in combinations(words, 2) if overlap(*pair)] == []


def test_a_text_beyond_its_place_is_refused(make_sheet):
    with pytest.raises(DoesNotFit):
        render(make_sheet(certificate_text="ha aprobado " * 200))


def test_a_letter_the_typefaces_lack_is_refused(make_sheet):
    with pytest.raises(UnprintableText):
        render(make_sheet(holder_name="Ana 漢字"))


def test_the_qr_leads_to_the_verification_page_and_is_large_enough(advisor_pdf, crowded_pdf, poppler, tmp_path):
    codes = [read_qr(pdf, poppler, tmp_path) for pdf in (advisor_pdf, crowded_pdf)]
    assert codes[0].text == "HTTPS://CASCADA.EXAMPLE.PE/V/7K3M-Q9TD-2VXA-HJ4P"
    assert codes[1].text == CROWDED["verify_url"].upper()
    assert {code.ec_level for code in codes} == {"M"}
    assert all(millimetres(code) >= 32 for code in codes)


def test_claims_and_signature_travel_inside_byte_for_byte(opened, make_sheet):
    files = {name: opened.attachments[name].get_file().read_bytes() for name in opened.attachments}
    assert files == {"claims.json": make_sheet().claims, "claims.sig.json": make_sheet().signature}


def test_each_attachment_is_listed_once_with_its_relationship(opened):
    listed = [(str(spec.UF), spec.AFRelationship) for spec in opened.Root.AF]
    assert listed == [("claims.json", pikepdf.Name.Source), ("claims.sig.json", pikepdf.Name.Data)]


def test_it_is_built_as_tagged_pdf_a_and_pdf_ua(opened, make_sheet):
    root = opened.Root
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang) == "es-PE"
    assert str(opened.docinfo.Title) == make_sheet().document_title
    assert root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
    assert len(opened.trailer.ID) == 2
    assert not {"/AcroForm", "/OpenAction", "/AA"} & set(root.keys())
    assert "/JavaScript" not in root.Names
    pictures = [element.Alt for element in struct_elements(opened) if element.S == "/Figure"]
    assert [str(alt) for alt in pictures] == [f"Código QR que abre la dirección {make_sheet().verify_url}"]


def test_the_metadata_is_one_block_that_claims_both_standards(opened):
    xmp = ElementTree.fromstring(opened.Root.Metadata.read_bytes())
    rdf = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
    blocks = xmp.findall(f"{rdf}RDF")
    assert len(blocks) == 1
    attributes = {key: value for item in blocks[0] for key, value in item.attrib.items()}
    assert attributes["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert attributes["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert attributes["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert blocks[0].find(".//{http://www.aiim.org/pdfa/ns/schema#}prefix").text == "pdfuaid"
    assert str(opened.docinfo.CreationDate) == "D:20260420050000Z"
    assert blocks[0].find(".//{http://ns.adobe.com/xap/1.0/}CreateDate").text == "2026-04-20T05:00:00Z"


def test_the_metadata_does_not_name_the_holder(opened):
    described = opened.Root.Metadata.read_bytes().decode() + repr(dict(opened.docinfo))
    assert "Huamán" not in described


@pytest.mark.parametrize("environment", ["production", "demo"])
def test_only_the_sheets_own_faces_are_embedded(make_sheet, poppler, tmp_path, environment):
    listing = poppler(render(make_sheet(environment=environment)), tmp_path, "pdffonts", "{pdf}").decode()
    rows = [line.split() for line in listing.splitlines()[2:]]
    faces = {"Certificado-Serif", "Certificado-Serif-Bold", "Certificado-Sans", "Certificado-Sans-Bold"}
    assert {row[0].split("+")[1] for row in rows} == faces
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_a_certificate_is_small_enough_for_a_slow_line(advisor_pdf, crowded_pdf):
    assert len(advisor_pdf) <= 60_000
    assert len(crowded_pdf) <= 60_000


def test_the_same_sheet_gives_the_same_bytes_again_and_in_another_process(make_sheet, advisor_pdf):
    render(make_sheet(holder_name="Otra Persona"))
    assert render(make_sheet()) == advisor_pdf
    program = (
        "import hashlib, pickle, sys; from certificates.rendering.pdf import render;"
        "print(hashlib.sha256(render(pickle.load(sys.stdin.buffer))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(make_sheet()),
        cwd=Path(__file__).parents[3],
        env={
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/bin",
            "HOME": "/nonexistent",
        },
        capture_output=True,
        check=True,
    )
    assert other.stdout.decode().strip() == hashlib.sha256(advisor_pdf).hexdigest()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/weave.svg",
        "https://example.org/weave.svg",
        "ftp://example.org/weave.svg",
        "data:text/plain,hola",
        "file:///etc/hostname",
        f"{press.TEMPLATES.as_uri()}/../../layout.html",
        f"{press.TEMPLATES.as_uri()}/%2e%2e/%2e%2e/layout.html",
        "file://example.org/weave.svg",
        "weave.svg",
    ],
)
def test_the_template_may_fetch_nothing_but_its_own_files(monkeypatch, make_sheet, address):
    greedy = Environment(autoescape=True).from_string(f'<html lang="es"><img src="{address}" alt="x"></html>')
    changed = replace(press._press(), template=greedy)
    monkeypatch.setattr(press, "_press", lambda: changed)
    if address == "weave.svg":
        assert render(make_sheet())
    else:
        with pytest.raises(AssetRefused):
            render(make_sheet())


def test_a_typeface_from_elsewhere_on_the_system_is_refused(monkeypatch, make_sheet):
    stray = Environment(autoescape=True).from_string('<html lang="es"><p style="font-family: Charis SIL">hola</p>')
    changed = replace(press._press(), template=stray)
    monkeypatch.setattr(press, "_press", lambda: changed)
    with pytest.raises(StrangeFont):
        render(make_sheet())


def test_the_fetcher_gives_the_templates_own_files():
    own = press.TEMPLATES / "weave.svg"
    assert local_fetcher(own.as_uri()).read() == own.read_bytes()


def picture(pdf, poppler, folder, resolution):
    return Image.open(BytesIO(poppler(pdf, folder, "pdftoppm", "-r", str(resolution), "-png", "{pdf}")))


def pixels(pdf, poppler, folder):
    raw = picture(pdf, poppler, folder, 60).convert("RGB").tobytes()
    return list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))


def read_qr(pdf, poppler, folder):
    [code] = zxingcpp.read_barcodes(picture(pdf, poppler, folder, 100))
    return code


def millimetres(code):
    corners = code.position
    return (corners.top_right.x - corners.top_left.x) / 100 * 25.4


def word_boxes(bbox_html):
    """(text, left, top, right, bottom) in points, trimmed to where the letters' bodies are."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', bbox_html.decode()
    )
    boxes = []
    for *numbers, text in found:
        left, top, right, bottom = map(float, numbers)
        margin = (bottom - top) / 4
        boxes.append((text, left, top + margin, right, bottom - margin))
    return boxes


def inside_the_page(word):
    _, left, top, right, bottom = word
    return 72 < left < right < 820 and 10 < top < bottom < 580


def overlap(one, other):
    _, left, top, right, bottom = one
    _, other_left, other_top, other_right, other_bottom = other
    across = min(right, other_right) - max(left, other_left)
    down = min(bottom, other_bottom) - max(top, other_top)
    return across > 0.5 and down > 0.5


def struct_elements(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.StructElem
    ]
