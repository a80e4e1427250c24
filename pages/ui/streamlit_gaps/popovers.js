// A popover that is opened by keyboard takes the keyboard along, and gives it back when it closes: Streamlit draws what is
// in it at the end of the page, far from its button.
const POPOVER = '[data-testid="stPopoverBody"]'
const WITHIN = ['input', 'button', 'a[href]', 'textarea'].map((one) => `${POPOVER} ${one}:not([disabled])`).join()
const A_MOMENT = 200 // milliseconds in which all of it is drawn that need not come from the server
const PATIENCE = 5000 // milliseconds until what is in a popover has come from the server

function enterPopovers() {
  addEventListener('click', ({ target, detail }) => {
    const button = detail === 0 && target.closest?.('[data-testid="stPopoverButton"]')
    if (!button || button.getAttribute('aria-expanded') === 'true') return
    setTimeout(enter, A_MOMENT, button, performance.now() + PATIENCE)
  }, true)
}

function enter(button, deadline) {
  const first = firstWithin()
  if (first) {
    first.focus()
    giveBack(button)
    setTimeout(moveToFirst, A_MOMENT, first, performance.now() + PATIENCE)
  } else if (document.activeElement === button && performance.now() < deadline) {
    setTimeout(enter, 50, button, deadline)
  }
}

const firstWithin = () =>
  [...document.querySelectorAll(WITHIN)].find((one) => one.tabIndex >= 0 && one.checkVisibility())

// What was drawn first need not come first: a button may be drawn after what stands below it.
function moveToFirst(focused, deadline) {
  if (document.activeElement !== focused || performance.now() > deadline) return
  const first = firstWithin() ?? focused
  if (first !== focused) first.focus()
  setTimeout(moveToFirst, A_MOMENT, first, deadline)
}

function giveBack(button) {
  const watch = new MutationObserver(() => {
    if (document.querySelector(POPOVER)) return
    watch.disconnect()
    if (document.activeElement === document.body) button.focus()
  })
  watch.observe(document.body, { childList: true, subtree: true })
}
