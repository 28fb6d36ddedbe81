"""What is printed is drawn once for the same words."""

from pathlib import Path

from lms.printing.kept import kept


def test_the_same_recipe_is_drawn_once(tmp_path: Path) -> None:
    drawn: list[str] = []

    def draw_as(name: str) -> bytes:
        drawn.append(name)
        return name.encode()

    folder = tmp_path / "cache" / "papers"
    assert kept(folder, "una página", lambda: draw_as("a")) == b"a"
    assert kept(folder, "una página", lambda: draw_as("b")) == b"a"
    assert kept(folder, "otra página", lambda: draw_as("c")) == b"c"
    assert drawn == ["a", "c"]


def test_an_emptied_folder_is_filled_again(tmp_path: Path) -> None:
    kept(tmp_path, "una página", lambda: b"a")
    for file in tmp_path.iterdir():
        file.unlink()
    assert kept(tmp_path, "una página", lambda: b"b") == b"b"
    assert len(list(tmp_path.iterdir())) == 1
