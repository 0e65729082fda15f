/** Injection tokens of the two values every feature may ask for. */
export const CONFIG = Symbol('config')
export const LOG = Symbol('log')
