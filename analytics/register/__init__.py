"""The register: a folder of extracts, the history worked out from them, and the one door to the database."""
