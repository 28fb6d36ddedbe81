"""Any uploaded spreadsheet."""

from courses.cohorts.spreadsheets.cells import Sheet, UnreadableFile
from courses.cohorts.spreadsheets.csv_files import read_csv
from courses.cohorts.spreadsheets.workbooks import read_workbook

MAX_BYTES = 5 * 1024 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheets(content: bytes) -> list[Sheet]:
    """An XLSX workbook's sheets, or a CSV's readings by each usual delimiter; raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("El archivo está vacío.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("El archivo pesa más de %(n)s MB.", n=MAX_BYTES // 1024 // 1024)
    if content.startswith(OLD_EXCEL):
        raise UnreadableFile("El archivo es de Excel antiguo o tiene contraseña: guardarlo como .xlsx sin contraseña.")
    if content.startswith(b"PK"):
        return read_workbook(content)
    return read_csv(content)
