// A choice replaces the address of the page it is made on, as Streamlit's own bound widgets do: without this, each turn
// of the page would leave two entries behind, and the browser's Back would stop at the one without the filters.
export default function () {
  if (history.registerReplaces) return
  history.registerReplaces = true
  const push = history.pushState.bind(history)
  history.pushState = (state, title, address) => {
    const isSamePage = new URL(address ?? location.href, location.href).pathname === location.pathname
    return isSamePage ? history.replaceState(state, title, address) : push(state, title, address)
  }
}
