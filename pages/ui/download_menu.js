// What a reader takes away without the server: a chart as a picture, on white, as wide as it was designed, with its
// words, source and marking; and a table as text for the clipboard.

const EDGE = 16 // pixels round the whole, and between the words and the figure
const FAMILY = '"Source Sans", "Source Sans 3", sans-serif'
const INK = '#0B1218'
const SOFT = '#4A5661'
const FAILED = 'The picture could not be made in this browser. CSV and Excel hold the same numbers.'

export default function ({ data, parentElement }) {
  const [status, shown] = ['[role=status]', 'label'].map((part) => parentElement.querySelector(part))
  for (const button of parentElement.querySelectorAll('button')) {
    button.hidden = !(button.name === 'copy' ? data.text : data.picture)
    button.onclick = () => {
      status.textContent = ''
      return button.name === 'copy' ? copy(data.text, status, shown) : take(button.name, data.picture, status)
    }
  }
}

async function take(kind, data, status) {
  try {
    save(await MAKERS[kind](await picture(data)), data.files[kind])
  } catch (error) {
    status.textContent = FAILED
    throw error
  }
}

async function copy(text, status, shown) {
  try {
    // Absent where the dashboard is opened over plain http from another machine.
    await navigator.clipboard.writeText(text)
    shown.hidden = true
    status.textContent = 'Data copied'
  } catch {
    const field = shown.querySelector('textarea')
    field.value = text
    shown.hidden = false
    field.select()
  }
}

const MAKERS = { svg: async (drawn) => drawn.blob, png }

async function picture(data) {
  await document.fonts.load(`600 19px ${FAMILY}`)
  const { data: traces, layout } = JSON.parse(data.figure)
  const font = await embeddedFont()
  const around = framed(layout, data)
  const size = { width: around.width, height: around.height }
  const address = await window.Plotly.toImage({ data: traces, layout: around }, { format: 'svg', ...size })
  const text = spoken(decodeURIComponent(address.slice(address.indexOf(',') + 1)), data, font)
  return { blob: new Blob([text], { type: 'image/svg+xml' }), ...size }
}

// The figure's own layout with room above and below it, and the words in that room; the plot itself stays as large.
function framed(layout, { width, head, foot }) {
  const { l, r, t, b } = layout.margin
  const [above, below] = [head, foot].map((blocks) => blocks.map((block) => broken(block, width)))
  const [top, bottom] = [above, below].map((blocks) => Math.ceil(EDGE + height(blocks) + EDGE))
  return {
    ...layout,
    meta: undefined,
    width: width + 2 * EDGE,
    height: layout.height + top + bottom,
    margin: { ...layout.margin, l: l + EDGE, r: r + EDGE, t: t + top, b: b + bottom },
    paper_bgcolor: '#FFFFFF',
    annotations: [
      ...(layout.annotations ?? []),
      ...notes(above, -l, 1, t + top - EDGE),
      ...notes(below, -l, 0, -b - EDGE),
    ],
  }
}

const LEADING = 1.3 // plotly's own, in heights of the letter
const height = (blocks) => blocks.reduce((sum, { size, lines }) => sum + lines.length * size * LEADING + 4, 0)

// A block of words in lines no wider than the picture, measured with the font they are drawn in.
function broken(block, width) {
  const pen = document.createElement('canvas').getContext('2d')
  pen.font = `${block.bold ? 700 : 400} ${block.size}px ${FAMILY}`
  const lines = ['']
  for (const word of block.text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trimStart()
    if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return { ...block, lines }
}

// One text a block, each below the last; the first begins so many pixels above the edge of the plot.
function notes(blocks, left, edge, first) {
  let at = first
  return blocks.map((block) => {
    const text = block.lines.map(plain).join('<br>')
    const note = {
      text: block.bold ? `<b>${text}</b>` : text,
      font: { family: FAMILY, size: block.size, color: block.soft ? SOFT : INK },
      x: 0, xref: 'paper', xanchor: 'left', xshift: left,
      y: edge, yref: 'paper', yanchor: 'top', yshift: at,
      align: 'left', showarrow: false, borderpad: 0,
    }
    at -= height([block])
    return note
  })
}

const plain = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

// What a screen reader says of the picture, and the font, which nobody else may have.
function spoken(text, { head, alternative }, font) {
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  svg.setAttribute('role', 'img')
  const add = (name, words) => {
    const element = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name)
    element.textContent = words
    svg.prepend(element)
  }
  if (font) add('style', `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url(${font}); }`)
  add('desc', alternative)
  add('title', head.find((block) => block.isTitle).text)
  return new XMLSerializer().serializeToString(svg)
}

// A picture cannot use the page's font, so the file brings it along.
function embeddedFont() {
  return (window.registerFont ??= asData(fontAddress()).catch(() => null))
}

function fontAddress() {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSFontFaceRule && /^["']?Source Sans["']?$/.test(rule.style.getPropertyValue('font-family')))
        if (rule.style.getPropertyValue('font-style') !== 'italic')
          return new URL(rule.style.getPropertyValue('src').match(/url\(["']?([^"')]+)/)[1], sheet.href ?? location.href)
  throw new Error('The page has no font of its own.')
}

async function asData(address) {
  const reader = new FileReader()
  reader.readAsDataURL(await (await fetch(address)).blob())
  await new Promise((done) => (reader.onload = done))
  return reader.result
}

// Twice the size, for a slide.
async function png({ blob, width, height }) {
  const image = new Image()
  image.src = URL.createObjectURL(blob)
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: 2 * height })
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}

function save(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
