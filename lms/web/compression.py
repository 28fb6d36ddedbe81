"""Brotli, else gzip, for text of more than a packet's worth.

Compressing pages that hold a CSRF token is safe here: the token is signed anew every second, so its bytes cannot be
guessed one after the other (BREACH), and the session cookie is SameSite.
"""

import gzip
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
from flask import Flask, request
from werkzeug.wrappers import Response

TYPES = {"text/html", "text/css", "text/javascript", "text/plain", "application/json", "image/svg+xml", "text/csv"}
SMALLEST = 400


def init_app(app: Flask) -> None:
    """Compress on the way out."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Encode the body as the browser accepts it; static files at full strength, remembered."""
    if response.mimetype not in TYPES or response.status_code in (204, 206, 304) or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match(["br", "gzip"])
    is_static = request.endpoint == "static"
    if not encoding or (response.is_streamed and not is_static):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALLEST:
        return response
    response.set_data(_encode_once(encoding, content) if is_static else _encode(encoding, content, brotli_quality=5))
    response.headers["Content-Encoding"] = encoding
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)
    return response


def _encode(encoding: str, content: bytes, brotli_quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(content, quality=brotli_quality))
    return gzip.compress(content, 9 if brotli_quality == 11 else 6, mtime=0)


@lru_cache(maxsize=32)
def _encode_once(encoding: str, content: bytes) -> bytes:
    return _encode(encoding, content, brotli_quality=11)
