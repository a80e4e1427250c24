"""Files that leave the product: CSV, workbooks and packs, each named with its marking and its day."""
