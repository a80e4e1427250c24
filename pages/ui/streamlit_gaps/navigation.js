// A link from one page of the dashboard to another keeps the session: the address changes and Streamlit is told as it is
// by the browser's Forward, instead of the browser loading everything again.
const WIDE = matchMedia('(min-width: 1100px)') // the register shows a recommendation beside its list
const MAIN = '[data-testid="stMain"]'
const ANSWERS_WITHIN = 15000 // milliseconds in which a page comes from the server
const DRAWN_WITHIN = 3000 // milliseconds in which what came is drawn
const ONLY_OF_A_PAGE = new Set(['reference', 'from_list', 'list_page', 'list_order', 'from_order'])

function followLinks() {
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]')
    const isPlain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (!link || !isPlain || !leadsToPage(link)) return
    event.preventDefault()
    if (link.closest('.recommendation-back') && window.registerPlaces?.length) history.back()
    else follow(link)
  })
  addEventListener('click', ({ target }) => target.closest?.(REMOVES) && whenAnswered(focusOnFilters), true)
  addEventListener('popstate', (event) => event.isTrusted && returnTo(location.href))
  if (isRegister(location) && !WIDE.matches) openOnItsOwnPage()
}

// A table that scrolls sideways can be reached by the keyboard, so that it can be scrolled.
function reachTables() {
  let isAsked = false
  const look = () => {
    isAsked = false
    for (const table of document.querySelectorAll('.register-table')) {
      if (table.scrollWidth <= table.clientWidth + 1) {
        for (const name of ['tabindex', 'role', 'aria-label']) table.removeAttribute(name)
      } else if (table.tabIndex < 0) {
        table.tabIndex = 0
        table.setAttribute('role', 'region')
        table.setAttribute('aria-label', table.querySelector('caption')?.textContent || headingAbove(table) || 'Table')
      }
    }
  }
  const ask = () => {
    if (!isAsked) requestAnimationFrame(look)
    isAsked = true
  }
  new MutationObserver(ask).observe(document.body, { childList: true, subtree: true })
  addEventListener('resize', ask)
  ask()
}

const headingAbove = (table) => table.closest('.stHtml, [data-testid="stHtml"]')?.querySelector('h2')?.textContent

// What removes a filter goes with it: the keyboard then stands on the button of the filters.
const REMOVES = '.st-key-clear_filters button, .st-key-clear_all button, .st-key-filter_chips button'

function focusOnFilters() {
  const free = [document.body, window.registerFallbackFocus]
  if (free.includes(document.activeElement)) document.querySelector('.st-key-filters button')?.focus({ preventScroll: true })
}

const SIGN_OUT = '/sign-out'

function leadsToPage(link) {
  const to = new URL(link.href)
  if (to.pathname === SIGN_OUT || link.closest('.register-leaves')) return false
  const folder = (path) => path.slice(0, path.lastIndexOf('/') + 1)
  return to.origin === location.origin && folder(to.pathname) === folder(location.pathname) && !link.download && !(to.hash && to.pathname === location.pathname)
}

const isRegister = ({ pathname }) => pathname.endsWith('/register')

// Beside the list where there is room for it; the link itself leads to the recommendation's own page.
function follow(link) {
  const to = new URL(link.href)
  const isBeside = WIDE.matches && isRegister(location) && to.pathname.endsWith('/recommendation')
  const here = new URL(location.href)
  if (isBeside) {
    here.searchParams.set('reference', to.searchParams.get('reference'))
    return turn(here.href, history.pushState, () => focusOn('.st-key-detail h2'))
  }
  for (const name of new Set(here.searchParams.keys()))
    if (!ONLY_OF_A_PAGE.has(name) && !to.searchParams.has(name))
      here.searchParams.getAll(name).forEach((value) => to.searchParams.append(name, value))
  const isStep = Boolean(link.closest('.recommendation-steps'))
  if (to.pathname === here.pathname && !isStep) {
    return turn(to.href, history.pushState, () => focusOn('.st-key-action_detail h2, h1', false))
  }
  if (!isStep) rememberPlace(link)
  // From one recommendation to the next is no step in the history: Back leads to the list from any of them.
  const place = to.hash ? `[id="${to.hash.slice(1)}"]` : 'h1' // the term that a link to Definitions names
  turn(to.href, isStep ? history.replaceState : history.pushState, () => focusOn(place, !to.hash))
}

function turn(address, go, done) {
  if (go === history.replaceState) window.registerHistory.isChoice = false
  go.call(history, null, '', address)
  dispatchEvent(new PopStateEvent('popstate', { state: null }))
  whenAnswered(done)
}

// Where the reader was on a page that a link led away from, for Back: how far down, and on which link.
function rememberPlace(link) {
  const top = document.querySelector(MAIN)?.scrollTop ?? 0
  const places = (window.registerPlaces ??= [])
  places.push({ address: location.href, top, link: link.getAttribute('href') })
}

function returnTo(address) {
  const places = window.registerPlaces ?? []
  const at = places.findLastIndex((place) => place.address === address)
  if (at < 0) return
  const [place] = places.splice(at)
  whenAnswered(() => standAt(place, performance.now() + DRAWN_WITHIN))
}

// What is drawn anew while the page comes may take the place away again, so it is looked after until all is drawn.
function standAt(place, end) {
  const link = [...document.querySelectorAll(`${MAIN} a[href]`)].find((one) => one.getAttribute('href') === place.link)
  if (link && document.activeElement !== link && !window.registerHistory.isChoice) {
    document.querySelector(MAIN).scrollTo({ top: place.top, behavior: 'instant' })
    link.focus({ preventScroll: true })
  }
  if (performance.now() < end && !window.registerHistory.isChoice) setTimeout(standAt, 50, place, end)
}

function focusOn(selector, preventScroll = true) {
  const heading = document.querySelector(selector)
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll })
}

// Once the script has begun to answer and has ended; what it drew stands then.
function whenAnswered(act) {
  const app = document.querySelector('[data-testid="stApp"]')
  let hasBegun = false
  const watch = new MutationObserver(() => {
    const isIdle = app.dataset.testScriptState === 'notRunning'
    hasBegun ||= !isIdle
    if (hasBegun && isIdle) end()
  })
  const end = () => {
    watch.disconnect()
    clearTimeout(patience)
    setTimeout(act, 50)
  }
  const patience = setTimeout(end, ANSWERS_WITHIN)
  watch.observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] })
}

// A link to a recommendation beside the list, opened where there is no room beside it.
function openOnItsOwnPage() {
  const here = new URL(location.href)
  if (!here.searchParams.has('reference')) return
  here.pathname = here.pathname.replace(/register$/, 'recommendation')
  turn(here.href, history.replaceState, () => {})
}
