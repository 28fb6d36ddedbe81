"""Typefaces and libraries come from the system; what is missing is named with the line to type."""

import pytest

from lms.printing import fonts, requirements
from lms.printing.fonts import FontsMissing, UnprintableText, require_fonts

PERUVIAN_LETTERS = "ÁÉÍÓÚÜÑáéíóúüñ ËÏëï Ãẽĩõũ G̃P̃M̃ a̱ Ʉʉ ɨ ŋ Ꞌꞌ ’ʼ çšžʃ «»“”–—·°ºª"


def test_both_typefaces_have_every_letter_of_the_peoples_served():
    require_fonts("Prueba").check(PERUVIAN_LETTERS)


@pytest.mark.parametrize("strange", ["漢", "🙂", "\u200b", "\u202e", "\x07"])
def test_a_letter_no_typeface_has_is_named(strange):
    with pytest.raises(UnprintableText, match=f"U\\+{ord(strange):04X}"):
        require_fonts("Prueba").check(f"Ana {strange}")


def test_missing_typefaces_name_the_line_to_type(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path / "none",))
    with pytest.raises(FontsMissing, match="apt-get install -y fonts-sil-charis fonts-sil-andika"):
        require_fonts.__wrapped__("Prueba")


def test_one_missing_face_names_its_package_only(monkeypatch, tmp_path):
    for name in ("CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "Andika-Regular.ttf"):
        (tmp_path / name).touch()
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    assert fonts.missing_packages() == ["fonts-sil-andika"]


def test_noto_stands_in_for_what_is_missing(monkeypatch, tmp_path):
    for name in ("CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "NotoSerif-Bold.ttf", "NotoSans-Regular.ttf"):
        (tmp_path / name).touch()
    (tmp_path / "NotoSans-Bold.ttf").touch()
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    names = [face.path.name for face in require_fonts.__wrapped__("Prueba").all()]
    assert names == ["CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"]


def test_this_system_can_print():
    assert requirements.check() == []


def test_a_missing_library_names_its_package(monkeypatch):
    monkeypatch.setitem(requirements.LIBRARIES, "libno-such-thing.so.9", "libno-such-thing9")
    assert requirements.check() == ["libno-such-thing9"]
    with pytest.raises(requirements.LibrariesMissing, match="apt-get install -y libno-such-thing9"):
        requirements.require_libraries()


def test_the_families_bear_the_name_asked_for():
    assert {face.family for face in require_fonts("Prueba").all()} == {"Prueba Serif", "Prueba Sans"}
    assert 'font-family: "Prueba Sans"' in require_fonts("Prueba").rules()
