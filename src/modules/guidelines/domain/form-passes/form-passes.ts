import { evidence } from './evidence.js'
import type { FormPass } from './form-pass.js'
import { incomplete } from './incomplete.js'
import { unanswered } from './unanswered.js'
import { unreasoned } from './unreasoned.js'
import { unsigned } from './unsigned.js'

const FORM_PASSES: Record<string, FormPass> = { unanswered, incomplete, evidence, unreasoned, unsigned }

export const formPassNamed = (name: string): FormPass | undefined => (Object.hasOwn(FORM_PASSES, name) ? FORM_PASSES[name] : undefined)
