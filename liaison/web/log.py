"""One log line a request: route pattern, status, milliseconds and a random code. No address, query or user.

Answering pages write none at all: a line has a time, and the time of an answer is nobody's business.
"""

import logging
import secrets
import time

from flask import Flask, Response, g, request

from liaison.web.traceless import is_traceless

log = logging.getLogger("liaison.requests")


def install_log(app: Flask) -> None:
    """Count the time of each request and write its line; static files write none.

    Flask gives the logger "liaison" its way to standard error when it is first asked for it.
    """
    app.logger.setLevel(logging.INFO)

    @app.before_request
    def _start() -> None:
        g.started, g.request_code = time.perf_counter(), secrets.token_hex(4)

    @app.after_request
    def _write(response: Response) -> Response:
        if request.endpoint != "static" and "started" in g and not is_traceless(app, request.endpoint):
            rule = request.url_rule.rule if request.url_rule else "-"
            spent = (time.perf_counter() - g.started) * 1000
            log.info("%s %s %s %d %.0fms", g.request_code, request.method, rule, response.status_code, spent)
        return response
