"""Load an extract: the file, its day, its layout; what is wrong with it; accept, and it is on every page."""

from pages.ui import opening
from pages.ui.manage.loading import accepting, checking, layout, parts, preview, target, upload

goal = target.find()
opening.sentence(target.position(goal), goal.words)
found = upload.ask(goal.layouts)
if found is None:
    accepting.say_what_was_loaded()
as_at = upload.ask_day(found) if found else None
chosen = layout.ask(found, goal) if found else None
programmes = upload.ask_programmes() if found and chosen and as_at else None
if found and chosen and as_at:
    whole = checking.check(found, chosen, as_at, goal, programmes)
    checked = parts.ask(whole, found, chosen, as_at, goal)
    checking.show(checked, found, as_at, goal)
    preview.what_changes(checked, as_at, goal)
    accepting.ask(found, chosen, as_at, checked, goal, programmes=programmes)
elif found and chosen:
    opening.part("Which day is the extract about?", "The check begins when it is given")
