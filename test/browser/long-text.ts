/** No space in it, so that nothing but the browser can break the line, and what would be markup if it were not escaped. */
export const LONG = `${'Verkehrswegeplanungsbeschleunigungsgesetz'.repeat(6)} <b>&amp;</b> ${'many words '.repeat(15)}`
