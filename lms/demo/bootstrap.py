"""What the demonstration hands to the roof."""

from lms.demo import operations as _operations  # noqa: F401 — registers the building job
from lms.demo.views import bp
from lms.wiring import Wiring

WIRING = Wiring(blueprints=(bp,))
