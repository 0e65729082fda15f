const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/**
 * Counts on from what the page says is left, by the server's clock and never by this computer's. A page that the browser kept from before
 * is left as it was: it tells of which moment it speaks.
 */
export function countDown(place) {
  if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') return
  const left = place.querySelector('[data-countdown-left]')
  const atLoading = Date.parse(place.dataset.until) - Date.parse(place.dataset.now)
  const tick = () => {
    const seconds = Math.floor((atLoading - performance.now()) / 1000)
    left.textContent = seconds < 0 ? 'The deadline has passed. Load the page again to see how it stands.' : `${inWords(seconds)} left`
    if (seconds < 0 || !place.isConnected) clearInterval(timer)
  }
  const timer = setInterval(tick, 1000)
  tick()
}

/** All units from the largest that is needed on: "13 days, 4 hours, 0 minutes and 9 seconds". */
function inWords(seconds) {
  const first = UNITS.findIndex(([, size]) => seconds >= size)
  const told = UNITS.slice(first).map(([name, size], place) => {
    const count = Math.floor((place === 0 ? seconds : seconds % UNITS[first + place - 1][1]) / size)
    return `${count} ${name}${count === 1 ? '' : 's'}`
  })
  return told.length < 2 ? (told[0] ?? 'less than a second') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}
