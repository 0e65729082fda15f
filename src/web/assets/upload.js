/** Shows how much of a file has been sent. `show` is given the page that answers. */
export function showProgress(form, show) {
  form.addEventListener('submit', event => {
    event.preventDefault()
    const { bar, status } = addBar(form)
    const request = new XMLHttpRequest()
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      bar.value = loaded / total
      status.textContent = loaded < total ? `${Math.floor((100 * loaded) / total)}% sent` : 'Sent. The file is being looked at.'
    })
    request.addEventListener('load', () => show(request.responseText, request.responseURL))
    request.addEventListener('error', () => {
      bar.remove()
      status.textContent = 'The file did not arrive. Look at your connection and at the size of the file, then send it again.'
    })
    request.open('POST', form.action)
    request.send(new FormData(form))
  })
}

function addBar(form) {
  for (const old of form.querySelectorAll('progress, [data-progress]')) old.remove()
  const bar = document.createElement('progress')
  bar.max = 1
  bar.className = 'market-progress'
  bar.setAttribute('aria-label', 'How much of the file has been sent')
  const status = document.createElement('p')
  status.className = 'govuk-body'
  status.dataset.progress = ''
  status.setAttribute('role', 'status')
  form.append(bar, status)
  return { bar, status }
}
