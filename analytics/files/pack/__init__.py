"""The pack of a meeting: its content once, then as PDF, PowerPoint, page and workbook."""
