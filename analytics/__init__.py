"""The register of recommendations: its intake, its history, its measures, and what is published of them."""
