"""Load an extract: the file, what it is, what it would change and what is wrong with it."""

from pages.ui import headings
from pages.ui.manage.loading import accept, check, details, parts, preview, saved, target, upload

goal = target.find()
headings.page_headline(target.position(goal), goal.words)
layouts = saved.known_layouts(goal)
found = upload.ask(layouts)
if found is None:
    accept.show_last_load()
known = details.ask(found, goal, layouts) if found else None
if found and known:
    programmes = upload.ask_programmes()
    whole = check.check(found, known, goal, programmes)
    checked = parts.ask(whole, found, known.layout, known.as_at, goal)
    check.show_rows(checked, found, known.as_at, goal)
    preview.what_changes(checked, known.as_at, goal)
    check.show_anomalies(checked, found, known.as_at)
    check.show_faults(checked, known.as_at)
    accept.ask(found, known, checked, goal, programmes)
saved.manage(goal)
