import { keepFocusInSight } from './keep-in-sight.js'

/** Shows at once what the answers on risk come to. The server decides it, with the form as anybody sends it. */
export function showTier(form) {
  let shows = 0
  form.addEventListener('change', () => void show())

  async function show() {
    const own = (shows += 1)
    const body = new URLSearchParams(new FormData(form))
    body.set('.do', 'show')
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null)
    if (answer?.status !== 200) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById('tier')
    if (own === shows && fresh !== null) keepFocusInSight(() => document.getElementById('tier').replaceChildren(...fresh.children))
  }
}
