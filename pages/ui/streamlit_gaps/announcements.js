// What changes without being seen: it is announced, and the keyboard is never left nowhere.
const ANNOUNCED_AFTER = 400 // milliseconds without a change after which what is drawn is the answer
const MOVES_AFTER = 900 // milliseconds in which whatever has a better place for the keyboard takes it there
const ALERTS = '[data-testid="stAlert"]'

function announce() {
  const status = document.body.appendChild(document.createElement('div'))
  Object.assign(status, { id: 'register-status', className: 'register-unseen' })
  status.setAttribute('role', 'status')
  const known = { heading: text('h1'), alerts: alertsShown(), place: location.pathname }
  let timer
  const look = () => {
    nameWhatRepeats()
    markNeeded()
    followWhereItWas()
    const app = document.querySelector('[data-testid="stApp"]')
    if (app?.dataset.testScriptState !== 'notRunning') return (timer = setTimeout(look, ANNOUNCED_AFTER))
    const now = { heading: text('h1'), alerts: alertsShown(), place: location.pathname }
    const fresh = now.alerts.filter((one) => !known.alerts.includes(one))
    if (now.heading !== known.heading || now.place !== known.place) fresh.unshift(now.heading)
    Object.assign(known, now)
    if (fresh.length) status.textContent = fresh.join('. ')
  }
  const ask = () => (clearTimeout(timer), (timer = setTimeout(look, ANNOUNCED_AFTER)))
  new MutationObserver((all) => all.some((one) => !status.contains(one.target)) && ask()).observe(document.body, {
    childList: true, subtree: true, characterData: true,
  })
  keepKeyboard()
  ask()
}

const headings = () => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, h3)')]
const text = (selector) => document.querySelector(`[data-testid="stMain"] ${selector}`)?.innerText.trim() ?? ''
const alertsShown = () => [...document.querySelectorAll(ALERTS)].map((one) => one.innerText.trim())

// What was pressed and is gone took the keyboard with it: it goes to the message that came, else to the heading above what
// was pressed, else to the page's.
function keepKeyboard() {
  let last = null
  let above = ''
  let before = []
  addEventListener('focusin', ({ target }) => {
    last = target
    above = headings().filter((one) => one.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1)?.innerText
  })
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => (before = alertsShown()), true)
  let timer
  const look = () => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    last = null
    const message = [...document.querySelectorAll(ALERTS)].find((one) => !before.includes(one.innerText.trim()))
    const place = message ?? headings().find((one) => one.innerText === above) ?? headings()[0]
    if (!place) return
    place.tabIndex = -1
    window.registerFallbackFocus = place // whatever has a better place, and came too late, may take the keyboard from here
    place.focus({ preventScroll: !message })
  }
  new MutationObserver(() => {
    if (!last || last.isConnected) return
    clearTimeout(timer)
    timer = setTimeout(look, MOVES_AFTER)
  }).observe(document.body, { childList: true, subtree: true })
}

// Buttons and links whose words a page has several times say of what they are, by the heading above them.
const REPEATED = /^(Show as table|Download|Download CSV|List the recommendations|Close|Open in the register|Columns|See all [\d,]+)$/

function nameWhatRepeats() {
  let heading = ''
  const parts = '[data-testid="stMain"] :is(h1, h2, h3, button, [class*="st-key-behind_"] p strong)'
  for (const one of document.querySelectorAll(parts)) {
    if (one.tagName !== 'BUTTON') heading = one.tagName === 'STRONG' ? one.parentElement.innerText : one.innerText
    else if (REPEATED.test(words(one))) label(one, `${words(one)}: ${heading.trim()}`)
  }
}

// A field that has to be filled says so to a screen reader, and is marked as wrong while it is empty beside an error.
function markNeeded() {
  const isRefused = document.querySelector('[data-testid="stMain"] [data-testid="stAlertContentError"]') !== null
  for (const label of document.querySelectorAll('[data-testid="stMain"] [data-testid="stWidgetLabel"]')) {
    const field = label.parentElement.querySelector('input, textarea')
    if (!field || !label.innerText.includes('(needed')) continue
    field.setAttribute('aria-required', 'true')
    field.setAttribute('aria-invalid', String(isRefused && !field.value.trim()))
  }
}

// The words of a button without the name of its picture, which is a letter of a font.
const words = (button) => [...button.querySelectorAll('p')].map((one) => one.innerText).join(' ').trim()

function label(element, name) {
  if (element.getAttribute('aria-label') !== name) element.setAttribute('aria-label', name)
}

// A link to a page of the dashboard opens where the reader is; of one that does not, that is said.
function followWhereItWas() {
  for (const link of document.querySelectorAll('[data-testid="stMain"] a[target="_blank"]')) {
    if (new URL(link.href).origin === location.origin) {
      link.removeAttribute('target')
    } else if (!link.querySelector('.register-unseen')) {
      const said = link.appendChild(document.createElement('span'))
      Object.assign(said, { className: 'register-unseen', textContent: ' (opens in a new tab)' })
    }
  }
}
