// On a telephone Streamlit's menu is one list whose sections are no items of it. Each section is made the list instead,
// named by its heading, which is then not read twice.
const SECTION = '[data-testid="stSidebarNavItems"] > div:not([role])'

function mendMenu(sections) {
  window.registerSections = sections
  mendSections()
  addEventListener('resize', () => setTimeout(nameTheRest, 200))
  new MutationObserver(mendSections).observe(document.body, { childList: true, subtree: true })
}

// The sections that have no room are hidden by their style after they were drawn, which changes no child of the page.
let watchedHeader
function watchMenu() {
  const header = document.querySelector('[data-testid="stTopNavSection"]')?.closest('header')
  if (!header || header === watchedHeader) return
  watchedHeader = header
  new MutationObserver(nameTheRest).observe(header, { attributes: true, attributeFilter: ['style', 'class'], subtree: true })
}

// On a tablet Streamlit gathers the sections that do not fit under "8 more": their names say what there is.
function nameTheRest() {
  const isSeen = (one) => one.offsetHeight > 0 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const sections = [...document.querySelectorAll('[data-testid="stTopNavSection"]')]
  const names = sections.filter(isSeen).map((one) => one.textContent.trim())
  for (const one of sections) {
    if (!/^\d+ more$/.test(one.textContent.trim())) continue
    const hidden = window.registerSections.filter((name) => !names.includes(name)).join(', ')
    const words = one.querySelector('p')
    if (words.dataset.names !== hidden) words.dataset.names = hidden
    if (one.getAttribute('aria-label') !== hidden) one.setAttribute('aria-label', hidden)
  }
}

function mendSections() {
  watchMenu()
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
