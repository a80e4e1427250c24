"""Load an extract: the file, what it is, what is wrong with it; accept, and it is on every page."""

from pages.ui import opening
from pages.ui.manage.loading import accepting, checking, details, saved, target, upload

goal = target.find()
opening.sentence(target.position(goal), goal.words)
layouts = saved.known_layouts(goal)
found = upload.ask(layouts)
if found is None:
    accepting.say_what_was_loaded()
known = details.ask(found, goal, layouts) if found else None
if found and known:
    programmes = upload.ask_programmes()
    checked = checking.check(found, known, goal, programmes)
    checking.show_rows(checked, found, known.as_at, goal)
    checking.show_anomalies(checked, known.as_at)
    checking.show_faults(checked, known.as_at)
    accepting.ask(found, known, checked, goal, programmes)
saved.manage(goal)
