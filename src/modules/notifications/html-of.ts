import escapeHtml from 'escape-html'

import type { Letter } from './domain/letter.js'

/** The same words for programs that show HTML; every one of them goes through the one escaping function. */
export const htmlOf = ({ subject, paragraphs }: Letter): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body>
${paragraphs.map(text => `<p>${escapeHtml(text)}</p>`).join('\n')}
</body>
</html>
`
