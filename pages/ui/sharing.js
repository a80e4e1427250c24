const STANDS = 5000 // milliseconds for which "Link copied" stands: the view may change after that

// Copies the address of the view, its days written out: after the next extract it still opens what is seen now.
export default function ({ data, parentElement }) {
  const part = (name) => parentElement.querySelector(`.register-link-${name}`)
  const [button, said, shown] = ['button', 'said', 'shown'].map(part)
  const field = shown.querySelector('input')
  button.onclick = async () => {
    const address = addressOf(data.days)
    said.textContent = ''
    try {
      // Absent where the dashboard is opened over plain http from another machine.
      await navigator.clipboard.writeText(address)
      shown.hidden = true
      said.textContent = 'Link copied'
      setTimeout(() => shown.hidden && (said.textContent = ''), STANDS)
    } catch {
      said.textContent = 'The browser does not let it be copied. Copy it from here:'
      field.value = address
      shown.hidden = false
      field.select()
    }
  }
  parentElement.onkeydown = (event) => {
    if (event.key !== 'Escape' || shown.hidden) return
    close()
    button.focus()
  }
  parentElement.onfocusout = (event) => {
    if (!parentElement.contains(event.relatedTarget)) close()
  }
  function close() {
    said.textContent = ''
    shown.hidden = true
  }
}

function addressOf(days) {
  const address = new URL(location.href)
  for (const [name, day] of Object.entries(days)) address.searchParams.set(name, day)
  return address.href
}
