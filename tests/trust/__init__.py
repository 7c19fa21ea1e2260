"""`make trust`: the promises of security, each with the checks that hold it, measured in one run."""
