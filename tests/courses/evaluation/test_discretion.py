"""What may not stand in a comment."""

import pytest

from courses.evaluation.discretion import CaseData, check_comment, find_case_data


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Atendió a la señora con DNI 40000001.", "un DNI"),
        ("Su documento es 40000001-5", "un DNI"),
        ("dni n.° 4000 0001", "un DNI"),
        ("Es el caso 00123-2024-0-1801-JR-FT-01", "un número de expediente"),
        ("Expediente N.º 123", "un número de expediente"),
        ("Llamar al 987 654 321", "un teléfono"),
        ("Llamar al +51987654321", "un teléfono"),
        ("Vive en Jr. Los Olivos 123", "una dirección"),
        ("Vive en la avenida Grau N.° 45", "una dirección"),
        ("Mz. C lote 4", "una dirección"),
        ("Escribir a rosa@correo.pe", "un correo"),
    ],
)
def test_case_data_is_found_and_named(text: str, found: str) -> None:
    assert found in find_case_data(text)
    with pytest.raises(CaseData, match=found):
        check_comment(text)


@pytest.mark.parametrize(
    "text",
    [
        "Explicó bien los plazos de 24 y 48 horas.",
        "Debe repasar la Ley 30364 y el art. 16 del módulo 5.",
        "Escuchó sin interrumpir durante 10 minutos; 2 de 3 conductas.",
        "En la calle no se entrevista a nadie.",
        "Mejoró mucho desde 2025. Puede llamar a la Línea 100 o al 105.",
        "Repasar el DS 009-2016-MIMP y la RFN 1297-2020.",
        "Trabajó en la calle 2 veces y en la Ruta 3.",
        "",
    ],
)
def test_a_comment_about_performance_passes(text: str) -> None:
    assert check_comment(f" {text} ") == text.strip()
