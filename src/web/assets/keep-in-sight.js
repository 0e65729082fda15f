/** Changes the page so that whoever saw the place of the focus sees it afterwards, too: what comes in above it would push it off the screen. */
export function keepFocusInSight(change) {
  const focused = document.activeElement
  const wasInSight = focused !== null && focused !== document.body && isInSight(focused)
  change()
  if (wasInSight && !isInSight(focused)) focused.scrollIntoView({ block: 'nearest' })
}

function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
