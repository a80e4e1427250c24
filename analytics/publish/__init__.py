"""What leaves the register as a file: CSV and workbooks, each named with its marking and its day."""
