"""course.toml and its modules."""

from types import MappingProxyType

from courses.curriculum.domain import (
    Award,
    Component,
    Course,
    LicenceRule,
    Material,
    Module,
    Part,
    PartKind,
    Purpose,
    Rules,
    Visibility,
)
from courses.curriculum.reading.bank import read_bank
from courses.curriculum.reading.files import Files
from courses.curriculum.reading.pack import BankItem
from courses.curriculum.reading.tables import Table

HIGHEST_MARK = 20


def read_course(files: Files, slug: str) -> Course:
    """The course of a folder, its items left in `files.items`."""
    root = files.toml(f"{slug}/course.toml").root()
    files.mark(root, "course", slug)
    expect_name(root, slug)
    names = root.texts("modules")
    rules = root.table("rules")
    if rules is None:
        root.fault("Falta la tabla [rules].", "Escribe las reglas del curso.")
        rules = Table(root.file, {}, ("rules",))
    else:
        files.mark(rules, "course", slug, "rules")
    present = [name for name in names if files.has_folder(root, f"{slug}/{name}", "modules")]
    banks = {name: _read_module_bank(files, slug, name) for name in present}
    course = Course(
        slug=slug,
        title=root.text("title"),
        title_en=root.text("title_en"),
        summary=root.text("summary"),
        summary_en=root.text("summary_en"),
        modules=tuple(_read_module(files, slug, name, banks) for name in present),
        rules=_read_rules(rules),
        components=tuple(_read_component(files, slug, table) for table in root.tables("component")),
    )
    root.done()
    return course


def expect_name(root: Table, name: str) -> None:
    """The slug inside must be the folder's name."""
    if root.slug() not in (name, ""):
        root.fault("«slug» no es el nombre de la carpeta.", f'Escribe slug = "{name}".', "slug")


def _read_rules(table: Table) -> Rules:
    licence = table.table("licence")
    rules = Rules(
        hours=table.whole("hours", low=1, high=1000),
        hour_minutes=table.whole("hour_minutes", low=40, high=60),
        attendance_share=table.whole("attendance_share", high=100),
        mandatory_parts=table.texts("mandatory_parts"),
        critical_items=table.truth("critical_items"),
        resits=table.whole("resits", high=10),
        eligibility=table.texts("eligibility"),
        consent=table.truth("consent"),
        approval=table.truth("approval"),
        award=table.choice("award", Award),
        visibility=table.choice("visibility", Visibility),
        trainer_licence=table.truth("trainer_licence"),
        alias=table.truth("alias"),
        certificate_title=table.text("certificate_title"),
        certificate_text=table.text("certificate_text"),
        not_statement=table.text("not_statement"),
        pass_mark=table.optional_hundredths("pass_mark", 0, HIGHEST_MARK),
        pre_post_share=table.optional_whole("pre_post_share", high=100),
        valid_months=table.optional_whole("valid_months", low=1),
        max_attendees=table.optional_whole("max_attendees", low=1),
        licence=LicenceRule(licence.text("course"), licence.whole("months", low=1)) if licence else None,
    )
    table.done()
    if licence:
        licence.done()
    return rules


def _read_component(files: Files, course: str, table: Table) -> Component:
    component = Component(
        slug=table.slug(),
        title=table.text("title"),
        weight=table.whole("weight", low=1, high=100),
        minimum=table.hundredths("minimum", 0, HIGHEST_MARK),
        evaluations=table.texts("evaluations"),
    )
    table.done()
    files.mark(table, "component", course, component.slug)
    return component


def _read_module_bank(files: Files, course: str, module: str) -> dict[str, BankItem]:
    path = f"{course}/{module}/bank.toml"
    if not files.exists(path):
        return {}
    items: dict[str, BankItem] = {}
    for each in read_bank(files.toml(path).root(), course, module):
        if each.item.slug in items:
            files.faults.append(
                each.place.fault(f"El ítem «{each.item.slug}» está dos veces.", "Cambia el slug de uno.")
            )
        items[each.item.slug] = each
    files.items += items.values()
    return items


def _read_module(files: Files, course: str, name: str, banks: dict[str, dict[str, BankItem]]) -> Module:
    root = files.toml(f"{course}/{name}/module.toml").root()
    files.mark(root, "module", course, name)
    expect_name(root, name)
    module = Module(
        slug=name,
        title=root.text("title"),
        title_en=root.text("title_en"),
        summary=root.text("summary"),
        summary_en=root.text("summary_en"),
        outcomes=root.texts("outcomes"),
        sensitive=root.truth("sensitive"),
        sources=root.texts("sources"),
        parts=tuple(_read_part(files, course, name, banks, table) for table in root.tables("part", is_needed=True)),
        bank=tuple(each.item.sha256 for each in banks[name].values()),
    )
    root.done()
    slugs = [part.slug for part in module.parts]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            root.fault(f"La parte «{slug}» está dos veces.", "Cambia el slug de una.", "part", index)
    return module


def _read_part(files: Files, course: str, module: str, banks: dict[str, dict[str, BankItem]], table: Table) -> Part:
    readers = {PartKind.LESSON: _read_lesson, PartKind.SESSION: _read_session}
    kind = table.choice("kind", PartKind)
    head = Part(table.slug(), kind, table.text("title"), table.whole("minutes", 0, high=6000))
    files.mark(table, "part", course, f"{module}/{head.slug}")
    if kind in readers:
        part = readers[kind](files, f"{course}/{module}", table, head)
    else:
        part = _read_evaluation(module, banks, table, head)
    table.done()
    return part


def _read_lesson(files: Files, folder: str, table: Table, head: Part) -> Part:
    name = table.text("file")
    text = files.markdown(table, folder, name, "file") if name else ""
    return Part(
        head.slug,
        head.kind,
        head.title,
        head.minutes,
        file=name,
        text=text,
        check=table.optional_text("check"),
        translations=files.translations(folder.rpartition("/")[2], name),
    )


def _read_session(files: Files, folder: str, table: Table, head: Part) -> Part:
    guide = table.optional_text("guide")
    titles = table.table("titles")
    materials = []
    for index, name in enumerate(table.texts("materials", [])):
        text = files.markdown(table, folder, name, "materials", index)
        bare = name.removesuffix(".md")
        title = titles.optional_text(bare) if titles else None
        materials.append(Material(bare, title or bare.replace("-", " ").capitalize(), text))
    if titles:
        titles.done()
    return Part(
        head.slug,
        head.kind,
        head.title,
        head.minutes,
        guide=guide,
        guide_text=files.markdown(table, folder, guide, "guide") if guide else None,
        materials=tuple(materials),
    )


def _read_evaluation(module: str, banks: dict[str, dict[str, BankItem]], table: Table, head: Part) -> Part:
    forms = table.table("forms")
    shas = {name: _resolve(forms, name, module, banks) for name in forms.data} if forms else {}
    items = () if shas else _resolve(table, "items", module, banks)
    if shas and "items" in table.data:
        table.fault("Hay «items» y también formas.", "Deja solo uno de los dos.", "items")
    draw = table.optional_whole("draw", low=1)
    if draw and draw > len(items):
        table.fault(f"Se piden {draw} ítems y hay {len(items)}.", "Baja «draw» o añade ítems.", "draw")
    return Part(
        head.slug,
        head.kind,
        head.title,
        head.minutes,
        purpose=table.choice("purpose", Purpose),
        items=items,
        forms=MappingProxyType(shas),
        draw=draw,
        shuffle=table.truth("shuffle", default=True),
    )


def _resolve(table: Table, key: str, module: str, banks: dict[str, dict[str, BankItem]]) -> tuple[str, ...]:
    """The SHA-256 of each item named; another module's item is named "<module>/<item>"."""
    shas = []
    for index, ref in enumerate(table.texts(key)):
        holder, _, slug = ref.rpartition("/")
        found = banks.get(holder or module, {}).get(slug)
        if found:
            shas.append(found.item.sha256)
        else:
            table.fault(f"El ítem «{ref}» no existe.", "Corrige el nombre o escríbelo en bank.toml.", key, index)
    return tuple(shas)
