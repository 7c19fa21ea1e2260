"""The headers of every answer: a strict content policy, nothing cached that is private."""

from flask import Flask, Response, request

from liaison.web.packing import pack

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
YEAR_SECONDS = 31_536_000


def install_headers(app: Flask, *, is_https: bool) -> None:
    """Set the headers on every answer; static files may be kept, since their address carries their hash."""

    @app.after_request
    def _set(response: Response) -> Response:
        given = {name for name, _value in response.headers}
        response.headers.extend([(name, value) for name, value in HEADERS.items() if name not in given])
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}; includeSubDomains")
        response.headers["Cache-Control"] = "no-store"
        if request.endpoint == "static" and response.status_code in {200, 304}:
            pack(response)
            if request.args.get("v"):
                response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return response
