// A choice of the reader is a step in the browser's history, so that Back undoes it; what the page itself makes of an
// address (a turn of the page carrying the filters along, a link put in order) is none, or Back would need two steps.
export default function ({ data, parentElement, setTriggerValue }) {
  followTheme(parentElement, setTriggerValue)
  window.registerTrigger = setTriggerValue
  if (window.registerHistory) return
  keepHistory((window.registerHistory = { isChoice: false, isOnTheWay: false }))
  enterPopovers()
  mendMenu(data.sections)
  followLinks()
  reachTables()
  announce()
  runAfterReconnection()
}

function keepHistory(now) {
  const [push, replace] = ['pushState', 'replaceState'].map((name) => history[name].bind(history))
  const begin = (isChoice) => () => Object.assign(now, { isChoice, isOnTheWay: false })
  for (const gesture of ['pointerdown', 'keydown', 'click']) window.addEventListener(gesture, begin(true), true)
  window.addEventListener('popstate', () => ((window.registerHasTurned = true), begin(false)()), true)
  const go = (usual) => (state, title, address) => {
    const next = new URL(address ?? location.href, location.href)
    if (next.href === location.href) return replace(state, title, address)
    const isTurn = next.pathname !== location.pathname
    // A button that turns the page with a query: Streamlit writes that query beside the old page's name first.
    const turn = now.isOnTheWay ? replace : usual
    const way = isTurn ? turn : now.isChoice ? push : replace
    now.isOnTheWay = !isTurn && (now.isOnTheWay || now.isChoice)
    now.isChoice = false
    if (isTurn) startAtTheTop()
    if (isTurn) window.registerHasTurned = true // what comes now was not opened by a link
    return way(state, title, address)
  }
  history.pushState = go(push)
  // Streamlit's bound widgets replace the address themselves.
  history.replaceState = go(replace)
}

// Streamlit scrolls a box that stays from page to page, wherever the last page was left.
function startAtTheTop() {
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0, behavior: 'instant' })
}

// After a lost connection the server may be another one, or started anew. It knows nothing of the page until it has run it,
// and gives out no file of it; Streamlit would run it only at the next choice.
function runAfterReconnection() {
  const app = document.querySelector('[data-testid="stApp"]')
  let wasLost = false
  const look = () => {
    const isConnected = app.dataset.testConnectionState === 'CONNECTED'
    if (isConnected && wasLost) window.registerTrigger('reconnected', true)
    wasLost = !isConnected
  }
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] })
}

// Charts recolour themselves when the system turns light or dark; the logo is a picture that the server chooses, and the
// styles for paper must know which it is.
function followTheme(element, setTriggerValue) {
  const ground = getComputedStyle(element).getPropertyValue('--st-background-color')
  if (window.registerGround && window.registerGround !== ground) setTriggerValue('switched', ground)
  window.registerGround = ground
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(ground.trim().slice(at, at + 2), 16))
  document.documentElement.dataset.registerGround = 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? 'dark' : 'light'
}
