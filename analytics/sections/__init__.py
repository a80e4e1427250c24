"""Sections: what each subject shows, its headline, its notes and its charts, for both pages and packs."""
