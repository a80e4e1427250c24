"""Sections: what each subject shows, its headline, its notes and its charts, for pages and packs alike."""
