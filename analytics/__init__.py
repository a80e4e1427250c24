"""The register of recommendations: its intake, its history, its measures, and the files made from them."""
