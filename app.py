"""Builds the application for the server, the worker and the command line."""

from liaison.factory import create_app

app = create_app()
