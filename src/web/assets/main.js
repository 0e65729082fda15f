import { autosave } from './autosave.js'
import { Button, CharacterCount, createAll, ErrorSummary, ServiceNavigation, SkipLink } from './govuk-frontend.min.js'
import { showTier } from './live-tier.js'
import { countDown } from './countdown.js'
import { showProgress } from './upload.js'
import { watch } from './watch.js'

/** Where the page that is shown is from. */
let shownFrom = location.pathname + location.search

// Every page works without this; it only improves what is there.
improve()

// Back from a page that was shown as text: the browser has only changed the address.
addEventListener('popstate', () => {
  if (location.pathname + location.search !== shownFrom) location.reload()
})

function improve() {
  for (const component of [Button, CharacterCount, ErrorSummary, ServiceNavigation, SkipLink]) createAll(component)
  for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form)
  for (const form of document.querySelectorAll('form[data-upload]')) showProgress(form, show)
  for (const form of document.querySelectorAll('form[data-live-tier]')) showTier(form)
  for (const place of document.querySelectorAll('[data-countdown]')) countDown(place)
  for (const shown of document.querySelectorAll('[data-watch]')) watch(shown)
  void improveSection()
  void improveAudit()
}

/** Shows a page that came as text, as if the browser had gone there. */
function show(text, address) {
  const page = new DOMParser().parseFromString(text, 'text/html')
  page.body.className = document.body.className
  history.pushState(null, '', address)
  shownFrom = location.pathname + location.search
  document.title = page.title
  document.body.replaceWith(page.body)
  improve()
  if (document.querySelector('.govuk-error-summary') === null) focusOn(document.querySelector('h1'))
}

function focusOn(heading) {
  heading.tabIndex = -1
  heading.focus()
}

/** Only the pages of an audit have keys of their own. */
async function improveAudit() {
  const choice = document.querySelector('#use-shortcuts')
  if (choice !== null) (await import('./audit-keys.js')).useKeys(choice)
}

/** Only the pages of the questionnaire load what they need for it. */
async function improveSection() {
  const section = document.querySelector('[data-ethics-section]')
  if (section !== null) (await import('./ethics-section.js')).improveSection(section)
}
