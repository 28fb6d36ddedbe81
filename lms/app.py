"""The roof: `create_app` is a list of things to wire and nothing else."""

from importlib import import_module

from flask import Flask

import certificates.bootstrap
import courses.bootstrap
import lms.bootstrap
import lms.demo.bootstrap
from lms import database
from lms.config import configure
from lms.extensions import csrf, db, login_manager, migrate
from lms.paths import MIGRATIONS, STATIC, template_folder
from lms.settings import Settings, read_settings
from lms.storage import Storage

PACKAGES = (lms.bootstrap.WIRING, courses.bootstrap.WIRING, certificates.bootstrap.WIRING, lms.demo.bootstrap.WIRING)


def create_app(settings: Settings | None = None) -> Flask:
    """The application, wired from the three packages' bootstraps."""
    settings = settings or read_settings()
    app = Flask("lms", template_folder=template_folder(), static_folder=STATIC)
    for wiring in PACKAGES:
        for module in wiring.models:
            import_module(module)
    app.extensions["settings"] = settings
    app.extensions["wirings"] = PACKAGES
    app.extensions["storage"] = Storage(settings.data / "files")
    configure(app, settings)
    database.init_app(app)
    migrate.init_app(app, db, directory=MIGRATIONS)
    csrf.init_app(app)
    login_manager.init_app(app)
    for wiring in PACKAGES:
        for init_app in wiring.init_app:
            init_app(app)
        for blueprint in wiring.blueprints:
            app.register_blueprint(blueprint)
    return app
