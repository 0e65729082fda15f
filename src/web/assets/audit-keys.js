/** Whether the keys are used, by this browser alone. They are off until somebody switches them on (WCAG 2.1.4). */
const KEPT = 'audit-keys'

/** Lets single keys lead from one answer of an audit to the next and choose a verdict. None of them sends anything. */
export function useKeys(choice) {
  choice.checked = isOn()
  choice.addEventListener('change', () => keep(choice.checked))
  document.addEventListener('keydown', event => {
    if (!choice.isConnected || !choice.checked || !isAlone(event) || isTyping(event.target)) return
    const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`)
    if (target === null) return
    event.preventDefault()
    if (target instanceof HTMLInputElement) target.focus()
    target.click()
  })
}

const isAlone = ({ key, ctrlKey, altKey, metaKey, repeat }) => key.length === 1 && !ctrlKey && !altKey && !metaKey && !repeat

/** Keys belong to the field that somebody writes in or chooses from. */
const isTyping = target => target.closest('textarea, select, input:not([type="radio"], [type="checkbox"]), [contenteditable]') !== null

/** A browser may keep nothing for us: then the keys stay as they are chosen on each page. */
function isOn() {
  try {
    return localStorage.getItem(KEPT) === 'on'
  } catch {
    return false
  }
}

function keep(on) {
  try {
    if (on) localStorage.setItem(KEPT, 'on')
    else localStorage.removeItem(KEPT)
  } catch {
    // Nothing is kept.
  }
}
