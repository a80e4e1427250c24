"""Load an extract: the file, what it is, what it would change and what is wrong with it."""

from pages.ui import headings, load_target
from pages.ui.manage.loading import accept, check, details, parts, preview, saved, upload

goal = load_target.find()
headings.page_headline(load_target.position(goal), goal.words)
layouts = saved.known_layouts(goal)
uploaded = upload.ask(layouts)
if uploaded is None:
    accept.show_last_load()
known = details.ask(uploaded, goal, layouts) if uploaded else None
if uploaded and known:
    programmes = upload.ask_programmes()
    whole_check = check.check(uploaded, known, goal, programmes)
    checked = parts.ask(whole_check, uploaded, known.layout, known.as_at, goal)
    check.show_rows(checked, uploaded, known.as_at, goal)
    preview.what_changes(checked, known.as_at, goal)
    check.show_anomalies(checked, uploaded, known.as_at)
    check.show_faults(checked, known.as_at)
    accept.ask(uploaded, known, checked, goal, programmes)
saved.manage(goal)
