"""The English catalogue of the Chinese message ids, and the tools that keep it whole."""
