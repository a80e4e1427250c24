// Draws one figure in an element that stays: plotly.js changes what differs instead of drawing all of it anew.

// Pixels outside the view from which a figure is drawn: a reader who scrolls finds it there.
const NEAR = 200

const FALLS_BACK = 'The chart could not be drawn in this browser. Show as table and Download below hold the same numbers.'

function plotly(address) {
  return (window.registerPlotly ??= new Promise((done, failed) => {
    const script = document.createElement('script')
    script.src = address
    script.onload = () => done(window.Plotly)
    script.onerror = failed
    document.head.append(script)
  }))
}

// The page's own ground says whether it is dark: it changes with the reader's system without a rerun.
function isDark(element) {
  const ground = getComputedStyle(element).getPropertyValue('--st-background-color').trim()
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(ground.slice(at, at + 2), 16))
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128
}

function figureFor(data, width, dark) {
  let text = data.figure
  if (dark) text = text.replace(/#[0-9A-F]{6}/g, (colour) => data.dark[colour] ?? colour)
  const { data: traces, layout } = JSON.parse(text)
  const { rows: wide, below, narrow } = layout.meta ?? {}
  layout.meta = undefined
  layout.width = width
  if (!narrow || width >= below) return { traces, layout, rows: wide }
  const { trace, rows, ...changes } = narrow
  if (trace) Object.assign(traces[0], trace)
  for (const [name, value] of Object.entries(changes)) {
    const isPart = value && typeof value === 'object' && !Array.isArray(value)
    layout[name] = isPart ? { ...layout[name], ...value } : value
  }
  return { traces, layout, rows }
}

async function draw(state) {
  const { data, plot, holder, width } = state
  if (!width || state.isOnPaper) return
  const dark = isDark(holder)
  const drawn = [data.figure, width, dark].join('\n')
  if (state.drawn === drawn) return
  state.drawn = state.isNear ? drawn : null
  const { traces, layout, rows } = figureFor(data, width, dark)
  holder.style.height = `${layout.height}px`
  placeRows(state, rows, layout)
  setWaiting(state, !state.isNear)
  if (!state.isNear) return
  try {
    const [library] = await Promise.all([plotly(data.plotly), document.fonts.load(`14px ${layout.font.family}`)])
    if (state.drawn !== drawn || !plot.isConnected) return
    await library.react(plot, traces, layout, settings(data))
    holder.dataset.drawn = String(performance.now())
  } catch (error) {
    plot.textContent = FALLS_BACK
    throw error
  }
}

// What is far from the view is drawn when it comes near; till then nothing is shown rather than what was true before.
function watchSight(state) {
  const root = state.holder.closest('[data-testid="stMain"]')
  const sight = new IntersectionObserver(
    (seen) => {
      state.isNear = seen.at(-1).isIntersecting
      if (state.isNear) draw(state)
    },
    { root, rootMargin: `${NEAR}px` },
  )
  sight.observe(state.holder)
  plotly(state.data.plotly)
  return sight
}

function setWaiting({ holder, plot }, isWaiting) {
  holder.toggleAttribute('data-waiting', isWaiting)
  plot.style.visibility = isWaiting ? 'hidden' : ''
}

const settings = (data) => ({ displayModeBar: false, staticPlot: data.rows.length > 0 })

// Paper shows everything, and is white: what waits is drawn, and what is drawn for a dark page is drawn light while it
// prints. There is no time to wait for anything.
function drawForPaper(state) {
  const { data, plot, holder } = state
  const isRight = !isDark(holder) && !holder.hasAttribute('data-waiting')
  if (isRight || !window.Plotly || !plot.isConnected) return
  const { traces, layout, rows } = figureFor(data, Math.floor(holder.clientWidth), false)
  placeRows(state, rows, layout)
  setWaiting(state, false)
  window.Plotly.react(plot, traces, layout, settings(data))
}

function watchPrinting(state) {
  const stop = new AbortController()
  addEventListener('beforeprint', () => ((state.isOnPaper = true), drawForPaper(state)), stop)
  addEventListener('afterprint', () => ((state.isOnPaper = false), (state.drawn = null), draw(state)), stop)
  return () => stop.abort()
}

// What opens its recommendations is a button over its bar, dot or squares: the arrows move between them, Enter or a
// click chooses.
function makeRows(state) {
  const { data, rows, holder } = state
  const made = JSON.stringify(data.rows)
  if (rows.dataset.made !== made) {
    rows.dataset.made = made
    rows.replaceChildren(...data.rows.map((row) => button(state, row)))
    state.drawn = null
  }
  rows.hidden = !data.rows.length
  rows.setAttribute('aria-label', data.group)
  const buttons = [...rows.children]
  const chosen = Math.max(0, data.rows.findIndex((row) => row.value === data.chosen))
  buttons.forEach((each, number) => {
    each.setAttribute('aria-pressed', String(data.rows[number].value === data.chosen))
    if (!rows.contains(document.activeElement)) each.tabIndex = number === chosen ? 0 : -1
  })
  holder.classList.toggle('choosable', data.rows.length > 0)
}

function button(state, row) {
  const each = document.createElement('button')
  each.type = 'button'
  each.setAttribute('aria-label', row.label)
  each.onclick = () => state.choose(row.value)
  each.onkeydown = (event) => {
    const all = [...state.rows.children]
    const now = all.indexOf(each)
    const next = {
      ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1,
    }[event.key]
    if (all[next] === undefined) return
    event.preventDefault()
    each.tabIndex = -1
    all[next].tabIndex = 0
    all[next].focus()
  }
  return each
}

// A button is as wide as the figure, or a part of the plot between its margins.
function placeRows(state, rows, { margin, width }) {
  const plot = width - margin.l - margin.r
  ;[...state.rows.children].forEach((each, number) => {
    const left = rows.lefts?.[number] ?? null
    each.style.top = `${rows.tops[number]}px`
    each.style.height = `${rows.heights[number]}px`
    each.style.left = left === null ? '' : `${margin.l + left * plot}px`
    each.style.width = left === null ? '' : `${rows.widths[number] * plot}px`
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const holder = parentElement.querySelector('.register-chart')
  const state = (holder.chart ??= {
    holder,
    plot: holder.querySelector('.register-plot'),
    rows: holder.querySelector('.register-rows'),
  })
  const before = state.data?.chosen
  const isOpenedByLink = !state.data && data.chosen != null && !window.registerHasTurned
  state.data = data
  if (isOpenedByLink) bringIntoView(state, data.chosen)
  if (before != null && data.chosen == null) setTimeout(returnToBar, STANDS, state, before)
  state.choose = (value) => {
    if (value !== state.data.chosen) bringIntoView(state, value)
    setTriggerValue('chosen', value)
  }
  state.plot.setAttribute('aria-label', data.alternative)
  makeRows(state)
  if (!state.observer) {
    holder.style.height = `${data.height}px`
    // Whoever asks an element for its width makes the browser lay out the page at once, and charts come several together.
    state.observer = new ResizeObserver(([seen]) => {
      state.width = Math.round(seen.contentRect.width)
      draw(state)
    })
    state.observer.observe(holder)
    state.sight = watchSight(state)
    state.unwatchPrinting = watchPrinting(state)
  }
  queueMicrotask(() => draw(state)) // once all charts have what is new
  return () => {
    if (holder.isConnected) return
    state.observer.disconnect()
    state.sight.disconnect()
    state.unwatchPrinting()
    window.Plotly?.purge(state.plot)
    holder.chart = undefined // should it come back, it is watched anew
  }
}
