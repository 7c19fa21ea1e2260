"""The pages of the archive: issued papers, the public check, samples and previews."""

from liaison.archive.views import checking, papers, previews

BLUEPRINTS = (papers.blueprint, checking.blueprint, previews.blueprint)
