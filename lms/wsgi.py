"""`gunicorn lms.wsgi:app`, for operators who bring their own server; the worker then runs apart (`lms worker`)."""

from lms.app import create_app

app = create_app()
