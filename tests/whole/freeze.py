"""`python -m tests.whole.freeze`: write the frozen list of routes anew."""

from pathlib import Path
from tempfile import TemporaryDirectory

from lms.app import create_app
from lms.settings import read_settings
from tests.whole.test_routes import FROZEN, as_lines


def main() -> None:
    """Write routes.txt."""
    with TemporaryDirectory() as folder:
        app = create_app(read_settings({"LMS_DATA": str(Path(folder))}))
        FROZEN.write_text("".join(f"{line}\n" for line in as_lines(app)))


if __name__ == "__main__":
    main()
