// On a telephone Streamlit's menu is one list whose sections are no items of it. Each section is made the list instead,
// named by its heading, which is then not read twice.
const SECTION = '[data-testid="stSidebarNavItems"] > div:not([role])'

function mendMenu() {
  mendSections()
  new MutationObserver(mendSections).observe(document.body, { childList: true, subtree: true })
}

function mendSections() {
  for (const section of document.querySelectorAll(SECTION)) {
    const heading = section.querySelector('header')
    if (!heading) continue
    section.parentElement.setAttribute('role', 'none')
    section.setAttribute('role', 'list')
    section.setAttribute('aria-label', heading.querySelector('p').textContent)
    heading.setAttribute('aria-hidden', 'true')
  }
}
