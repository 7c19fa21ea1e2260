"""Builds the application for the server, the worker and the command line."""

import gc

# Nothing that is loaded here is ever garbage: to look for some would take a third of the start, and to leave it out of
# every later look keeps the pages of memory that the web processes share.
gc.disable()

from liaison.factory import create_app

app = create_app()
gc.freeze()
gc.enable()
