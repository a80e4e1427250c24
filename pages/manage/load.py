"""Load an extract: the file, what it is, what it would change and what is wrong with it."""

from pages.ui import opening
from pages.ui.manage.loading import accepting, checking, details, parts, preview, saved, target, upload

goal = target.find()
opening.sentence(target.position(goal), goal.words)
layouts = saved.known_layouts(goal)
found = upload.ask(layouts)
if found is None:
    accepting.say_what_was_loaded()
known = details.ask(found, goal, layouts) if found else None
if found and known:
    programmes = upload.ask_programmes()
    whole = checking.check(found, known, goal, programmes)
    checked = parts.ask(whole, found, known.layout, known.as_at, goal)
    checking.show_rows(checked, found, known.as_at, goal)
    preview.what_changes(checked, known.as_at, goal)
    checking.show_anomalies(checked, found, known.as_at)
    checking.show_faults(checked, known.as_at)
    accepting.ask(found, known, checked, goal, programmes)
saved.manage(goal)
