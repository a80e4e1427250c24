// The rows behind a bar open beneath it: they come into view with their bar, and the keyboard goes to them.
const TABLE = '.register-table'
const STANDS = 150 // milliseconds in which what is still being drawn changes its height
const GIVES_UP = 30000 // milliseconds until the rows have come from the server

function bringIntoView(state, value, deadline = performance.now() + GIVES_UP, before = 0) {
  const { rows, chosen, behind } = state.data
  const number = rows.findIndex((row) => row.value === value)
  const box = chosen === value && document.querySelector(`.st-key-${behind}_${number}`)
  const height = box && box.querySelector(TABLE) ? box.offsetHeight : 0
  if (height && height === before) {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    box.scrollIntoView({ block: 'nearest', behavior: isStill ? 'instant' : 'smooth' })
    const heading = box.querySelector('p')
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  } else if (performance.now() < deadline) {
    setTimeout(bringIntoView, STANDS, state, value, deadline, height)
  }
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
