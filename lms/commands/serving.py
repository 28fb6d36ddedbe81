"""Serving: gunicorn for the pages, and one worker process beside it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from lms.extensions import db


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our application, loaded once before the fork."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self.app


def serve(app: Flask, host: str, port: int) -> None:
    """Serve pages and work off jobs until SIGTERM or Ctrl-C."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": 2,
        "threads": 4,
        "worker_class": "gthread",
        "preload_app": True,
        "loglevel": "warning",
        "graceful_timeout": 10,
        "timeout": 120,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
        "control_socket_disable": True,
    }
    with _worker_process():
        Server(app, {key: value for key, value in options.items() if value is not None}).run()


@contextmanager
def _worker_process() -> Iterator[None]:
    """`lms worker` as a child that is started again if it dies and ended with the server."""
    stopping = threading.Event()
    child: list[subprocess.Popen[bytes]] = []
    parent = os.getpid()

    def keep_running() -> None:
        while not stopping.is_set():
            process = subprocess.Popen([sys.executable, "-m", "lms", "worker"])
            child[:] = [process]
            process.wait()
            stopping.wait(1)

    def stop() -> None:
        if os.getpid() == parent and not stopping.is_set():
            stopping.set()
            for process in child:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=15)

    threading.Thread(target=keep_running, daemon=True).start()
    try:
        yield
    finally:
        stop()
