"""The way in and out over HTTP: access, forms, lists, errors, headers, sessions. Knows no feature."""
