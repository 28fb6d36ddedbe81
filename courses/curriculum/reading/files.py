"""The files of a pack while it is read."""

import hashlib
import re
from pathlib import Path

from courses.curriculum.domain import TranslatedText
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import BankItem, Place
from courses.curriculum.reading.tables import Table, TomlFile

TRANSLATION = re.compile(r"translations/[^/]+/[^/]+/[^/]+\.md")


class Files:
    """A pack's folder: what was read, what was found, what was wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.items: list[BankItem] = []
        self.places: dict[tuple[str, ...], Place] = {}
        self.texts: dict[str, str] = {}
        self.raw_texts: dict[str, str] = {}
        self.used: set[str] = set()
        self.is_whole = True
        self.bytes = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        }

    @property
    def hashes(self) -> dict[str, str]:
        return {name: hashlib.sha256(content).hexdigest() for name, content in self.bytes.items()}

    def name(self, path: str) -> str:
        """A file's name as faults say it: with the pack's folder."""
        return f"{self.folder.name}/{path}"

    def exists(self, path: str) -> bool:
        return path in self.bytes

    def has_folder(self, table: Table, path: str, key: str) -> bool:
        """Whether files lie under the folder that the key names; a fault if not."""
        found = any(name.startswith(f"{path}/") for name in self.bytes)
        if not found:
            table.fault(f"Falta la carpeta {self.name(path)}.", "Créala o quita su nombre de la lista.", key)
        return found

    def toml(self, path: str) -> TomlFile:
        """The file, readable or not; nobody knows what an unreadable one would have named."""
        before = len(self.faults)
        file = TomlFile(self.name(path), self.text(path), self.faults)
        file.is_readable = len(self.faults) == before
        self.is_whole &= file.is_readable
        return file

    def text(self, path: str) -> str:
        """The text of a file that must be there, in UTF-8; a fault and "" if not."""
        self.used.add(path)
        if path not in self.bytes:
            self.faults.append(Fault(self.name(path), 1, "Falta el archivo.", "Créalo."))
            return ""
        try:
            text = self.bytes[path].decode("utf-8")
        except UnicodeDecodeError as error:
            line = self.bytes[path][: error.start].count(b"\n") + 1
            self.faults.append(Fault(self.name(path), line, "El archivo no está en UTF-8.", "Guárdalo en UTF-8."))
            return ""
        if path.endswith((".md", ".toml")):
            self.raw_texts[self.name(path)] = text
        return text

    def markdown(self, table: Table, folder: str, name: str, *key: str | int) -> str:
        """The Markdown file that the key names."""
        path = f"{folder}/{name}"
        if path not in self.bytes or not name.endswith(".md"):
            table.fault(f"Falta el archivo {self.name(path)}.", "Créalo (termina en .md) o corrige su nombre.", *key)
            return ""
        self.texts[self.name(path)] = self.text(path)
        return self.texts[self.name(path)]

    def translations(self, module: str, name: str) -> tuple[TranslatedText, ...]:
        """The lesson `name` in every language that has a folder for it."""
        paths = [path for path in self.bytes if TRANSLATION.fullmatch(path)]
        found = []
        for path in paths:
            _, lang, *inside = path.split("/")
            if inside == [module, name]:
                self.texts[self.name(path)] = self.text(path)
                found.append(TranslatedText(lang, self.texts[self.name(path)]))
        return tuple(found)

    def mark(self, table: Table, *path: str) -> None:
        """Note where a thing and its keys stand."""
        self.places[path] = table.place()
        for key in table.data:
            self.places[(*path, key)] = table.place(key)

    def name_strays(self) -> None:
        """A fault for each file that nothing refers to."""
        for path in self.bytes:
            if path not in self.used:
                self.faults.append(
                    Fault(self.name(path), 1, "Nada usa este archivo.", "Nómbralo en su TOML o bórralo.")
                )
