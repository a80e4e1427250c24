// The rows behind a bar open beneath it: they come into view with their bar, and the keyboard goes to them.
const TABLE = '.register-table'
const SCROLLER = '[data-testid="stMain"]'
const STANDS = 150 // milliseconds in which what is still being drawn changes its height or its place
const GIVES_UP = 30000 // milliseconds until the rows have come from the server
const SETTLES = 3000 // milliseconds in which what is drawn later may still push the rows away
const GESTURES = ['wheel', 'touchmove', 'pointerdown', 'keydown']

function bringIntoView(state, value, watch = { end: performance.now() + GIVES_UP }) {
  const { rows, chosen, behind } = state.data
  const number = rows.findIndex((row) => row.value === value)
  const box = chosen === value && document.querySelector(`.st-key-${behind}_${number}`)
  const place = box && box.querySelector(TABLE) ? placeOf(box) : ''
  if (place && place === watch.before && place !== watch.shown) showRows(box, place, watch)
  watch.before = place
  if (performance.now() < watch.end) setTimeout(bringIntoView, STANDS, state, value, watch)
}

// The height of a box and where it is on the whole page, however far that is scrolled.
function placeOf(box) {
  const top = box.getBoundingClientRect().top + document.querySelector(SCROLLER).scrollTop
  return `${box.offsetHeight} ${Math.round(top)}`
}

function showRows(box, place, watch) {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  box.scrollIntoView({ block: 'nearest', behavior: isStill ? 'instant' : 'smooth' })
  if (!watch.shown) {
    const heading = box.querySelector('p')
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    watch.end = performance.now() + SETTLES
    // Where the reader moves on, the page stays where the reader takes it.
    for (const gesture of GESTURES)
      addEventListener(gesture, () => (watch.end = 0), { once: true, capture: true, passive: true })
  }
  watch.shown = place
}

// A closed box takes the keyboard with it: it goes back to the bar, once the box is gone.
function returnToBar(state, value, deadline = performance.now() + GIVES_UP) {
  const { rows, chosen, behind } = state.data
  const number = rows.findIndex((row) => row.value === value)
  const box = document.querySelector(`.st-key-${behind}_${number}`)
  if (chosen == null && box?.contains(document.activeElement) && performance.now() < deadline) {
    setTimeout(returnToBar, STANDS, state, value, deadline)
    return
  }
  const free = [document.body, window.registerFallbackFocus]
  if (free.includes(document.activeElement)) state.rows.children[number]?.focus({ preventScroll: true })
}
