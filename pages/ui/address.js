// A choice replaces the address of the page it is made on, as Streamlit's own bound widgets do: without this, each turn
// of the page would leave two entries behind, and the browser's Back would stop at the one without the filters.
export default function ({ parentElement, setTriggerValue }) {
  followTheme(parentElement, setTriggerValue)
  if (history.registerReplaces) return
  history.registerReplaces = true
  const push = history.pushState.bind(history)
  history.pushState = (state, title, address) => {
    const isSamePage = new URL(address ?? location.href, location.href).pathname === location.pathname
    return isSamePage ? history.replaceState(state, title, address) : push(state, title, address)
  }
}

// Charts recolour themselves when the system turns light or dark; the logo is a picture that the server chooses.
function followTheme(element, setTriggerValue) {
  const ground = getComputedStyle(element).getPropertyValue('--st-background-color')
  if (window.registerGround && window.registerGround !== ground) setTriggerValue('switched', ground)
  window.registerGround = ground
}
