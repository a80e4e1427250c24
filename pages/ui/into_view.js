// Rows that open out of sight are brought into view, where the reader chose their bar here: not after a reload or by a link.
const TABLE = '.register-table'
const STANDS = 150 // milliseconds in which what is still being drawn changes its height
const GIVES_UP = 10000 // milliseconds until the rows have come from the server

function bringIntoView(state, value, deadline = performance.now() + GIVES_UP, before = 0) {
  const { rows, chosen, behind } = state.data
  const number = rows.findIndex((row) => row.value === value)
  const box = chosen === value && document.querySelector(`.st-key-${behind}_${number}`)
  const height = box && box.querySelector(TABLE) ? box.offsetHeight : 0
  if (height && height === before) {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    box.scrollIntoView({ block: 'nearest', behavior: isStill ? 'instant' : 'smooth' })
  } else if (performance.now() < deadline) {
    setTimeout(bringIntoView, STANDS, state, value, deadline, height)
  }
}
