// On a telephone Streamlit's menu is one list whose sections are no items of it. Each section is made the list instead,
// named by its heading, which is then not read twice.
const SECTION = '[data-testid="stSidebarNavItems"] > div:not([role])'

function mendMenu(sections) {
  window.registerSections = sections
  mendSections()
  new MutationObserver(mendSections).observe(document.body, { childList: true, subtree: true })
}

// On a tablet Streamlit gathers the sections that do not fit under "8 more": their names say what there is.
function nameTheRest() {
  const sections = [...document.querySelectorAll('[data-testid="stTopNavSection"]')]
  const rest = sections.find((one) => /^\d+ more$/.test(one.textContent.trim()))
  if (!rest) return
  const shown = sections.map((one) => one.textContent.trim())
  const hidden = window.registerSections.filter((name) => !shown.includes(name))
  rest.querySelector('p').textContent = hidden.join(', ')
}

function mendSections() {
  nameTheRest()
  for (const section of document.querySelectorAll(SECTION)) {
    const heading = section.querySelector('header')
    if (!heading) continue
    section.parentElement.setAttribute('role', 'none')
    section.setAttribute('role', 'list')
    section.setAttribute('aria-label', heading.querySelector('p').textContent)
    heading.setAttribute('aria-hidden', 'true')
  }
}
