"""Serving: gunicorn for the pages, and one worker process beside it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask
from gunicorn.app.base import BaseApplication

from lms.errors import SetupError
from lms.extensions import db

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 — where gunicorn's heartbeat costs no disk
WORKER_SECONDS = 15


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


def open_port(host: str, port: int) -> socket.socket:
    """Listen, before anything is prepared; raises SetupError when the port or the address is not to be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except PermissionError as error:
        raise SetupError(f"El puerto {port} necesita permisos de administrador: elige otro con --port.") from error
    except socket.gaierror as error:
        raise SetupError(f"No existe la dirección «{host}».") from error
    except OSError as error:
        raise SetupError(f"El puerto {port} de {host} ya está en uso o no existe: elige otro con --port.") from error


def serve(app: Flask, listener: socket.socket) -> NoReturn:
    """Serve pages and work off jobs until SIGTERM or Ctrl-C."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        app.extensions["queue"].close()
    options = {
        "bind": f"fd://{listener.fileno()}",
        "workers": 2,
        "threads": 4,
        "worker_class": "gthread",
        "preload_app": True,
        "loglevel": "warning",
        "graceful_timeout": 10,
        "timeout": 120,
        "control_socket_disable": True,
    }
    if SHARED_MEMORY.is_dir():
        options["worker_tmp_dir"] = str(SHARED_MEMORY)
    with _worker_process():
        Server(app, options).run()
    sys.exit(0)


@contextmanager
def _worker_process() -> Iterator[None]:
    """`lms worker` as a child: started again if it dies, ended with the server, even when that is killed."""
    server = os.getpid()
    command = [sys.executable, "-m", "lms", "worker", "--parent", str(server)]
    stopping = threading.Event()
    child: list[subprocess.Popen[bytes]] = []

    def keep_running() -> None:
        while not stopping.is_set():
            child[:] = [subprocess.Popen(command)]  # noqa: S603 — our own command line
            child[0].wait()
            stopping.wait(1)

    threading.Thread(target=keep_running, daemon=True).start()
    try:
        yield
    finally:
        if os.getpid() == server:  # gunicorn's forked workers leave through here too
            stopping.set()
            for process in child:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=WORKER_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
