import { keepFocusInSight } from './keep-in-sight.js'

/** How long nobody has typed before it is saved. */
const QUIET_MS = 2000

const SAYS = {
  401: 'Not saved: you are signed out. Choose “Save and continue” to sign in again. Nothing you wrote is lost.',
  409: 'Not saved: this bid cannot be changed now. Choose “Save and continue” to see why.',
  412: 'Not saved: somebody else changed this section. Choose “Save and continue” to see both texts.',
  422: 'Not saved: something you wrote cannot be taken as it is. Choose “Save and continue” to see what.',
}

const OFFLINE = 'Not saved: the service cannot be reached. What you wrote is still here.'

/** Shows at once which questions follow from an answer, and saves while somebody writes. Both are decided by the server, with the form as anybody sends it. */
export function improveSection(form) {
  const status = document.getElementById('saved')
  /** Questions that are not asked any more, with what was typed in them. */
  const aside = new Map()
  let shows = 0
  let saving = null
  let timer = null

  form.addEventListener('change', ({ target }) => {
    if (target.matches('select, [type=radio], [type=checkbox]')) void follow()
  })
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(keep, QUIET_MS)
  })
  form.addEventListener('submit', event => {
    clearTimeout(timer)
    if (saving === null) return
    // Else the form would clash with what it has just saved itself.
    event.preventDefault()
    void saving.then(() => form.requestSubmit(event.submitter))
  })

  async function follow() {
    const own = (shows += 1)
    const answer = await send(form, 'show').catch(() => null)
    if (answer?.status === 200 && own === shows) keepFocusInSight(() => arrange(questionsIn(answer.page)))
  }

  function arrange(wanted) {
    for (const block of questionsIn(form)) {
      if (wanted.some(({ id }) => id === block.id)) continue
      aside.set(block.id, block)
      block.remove()
    }
    let last = null
    for (const fresh of wanted) {
      const block = document.getElementById(fresh.id) ?? aside.get(fresh.id) ?? document.importNode(fresh, true)
      if (!block.isConnected) last === null ? form.querySelector('legend').after(block) : last.after(block)
      last = block
    }
  }

  function keep() {
    if (saving !== null) {
      // What was typed since it began is not in it: that is saved by its own turn.
      timer = setTimeout(keep, QUIET_MS)
      return
    }
    saving = save().finally(() => {
      saving = null
    })
  }

  async function save() {
    const answer = await send(form, 'keep').catch(() => null)
    if (answer?.status !== 200) {
      status.textContent = SAYS[answer?.status] ?? OFFLINE
      return
    }
    status.textContent = answer.page.getElementById('saved').textContent
    for (const field of answer.page.querySelectorAll('[name=".revision"], [name^=".was-"]')) {
      const own = form.elements.namedItem(field.name)
      if (own !== null) own.value = field.value
    }
  }
}

const questionsIn = place => [...place.querySelectorAll('[data-question]')]

async function send(form, action) {
  const body = new URLSearchParams(new FormData(form))
  body.set('.do', action)
  const response = await fetch(form.action, { method: 'POST', body })
  return { status: response.status, page: new DOMParser().parseFromString(await response.text(), 'text/html') }
}
