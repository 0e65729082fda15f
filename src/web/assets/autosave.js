/** Long enough for whoever thinks about the next word. */
const PAUSE_MS = 3_000

const SESSION_ENDED =
  'Not saved: your session has ended. What you wrote is still here. Press a button to save it; it is kept while you sign in again.'
const CHANGED = 'Not saved: somebody else saved this while you were writing. Press a button to see both.'
const REFUSED = 'Not saved. Press a button to see why.'
const UNREACHABLE = 'Not saved: the service cannot be reached. What you wrote is still here, and saving is tried again.'

/** Saves a long form while it is written, by sending the form as its button does. Whether it is saved is told beside its buttons. */
export function autosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  let timer
  let saving = null

  const saveLater = () => {
    clearTimeout(timer)
    timer = setTimeout(saveNow, PAUSE_MS)
  }

  const saveNow = () => {
    // Two at once would clash with each other.
    if (saving !== null) return saveLater()
    saving = save(form).then(told => {
      saving = null
      status.textContent = told
      if (told === UNREACHABLE) saveLater()
    })
  }

  form.addEventListener('input', saveLater)
  form.addEventListener('submit', event => {
    clearTimeout(timer)
    if (saving === null) return
    // What is on its way is answered first, or the form would not know what is saved by then.
    event.preventDefault()
    void saving.then(() => form.requestSubmit(event.submitter))
  })
}

/** Sends the form, and takes over as what it is saved now. Answers the sentence to be shown. */
async function save(form) {
  const fields = new URLSearchParams(new FormData(form))
  fields.set('next', 'autosave')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (page.querySelector('#saved-meanwhile') !== null) return form.querySelector('[data-autosave-status]').dataset.toldChanged ?? CHANGED
    if (!answer.ok) return answer.status === 401 ? SESSION_ENDED : REFUSED
    seenIn(form).value = seenIn(page.querySelector('form[data-autosave]')).value
    const lastSaved = page.querySelector('#last-saved').textContent
    document.querySelector('#last-saved').textContent = lastSaved
    return lastSaved
  } catch {
    return UNREACHABLE
  }
}

/** The field by which the form says what it was made from. */
const seenIn = form => form.querySelector('[data-autosave-seen]') ?? form.elements.seen
