const EVERY_MS = 5_000

/** Looks again and again whether the page would be another by now, and only then loads it anew: nothing moves under who reads or types. */
export function watch(shown) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null)
    const text = answer === null || !answer.ok ? null : await answer.text()
    const now = text === null ? null : new DOMParser().parseFromString(text, 'text/html').querySelector('[data-watch]')
    if (now !== null && now.dataset.watch !== shown.dataset.watch) location.reload()
    else if (shown.isConnected) setTimeout(look, EVERY_MS)
  }
  setTimeout(look, EVERY_MS)
}
