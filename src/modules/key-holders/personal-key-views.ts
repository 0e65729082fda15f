import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { FEWEST_CHARACTERS } from '../identity/domain/password-rules.js'
import { FEWEST_HOLDERS } from './domain/holding.js'
import type { HeldShare, KeyStanding } from './key-standing.service.js'

export const OPENING_KEY = '/account/opening-key'

export const shareHref = (requirementId: string): string => `${OPENING_KEY}/shares/${requirementId}`

/** No passphrase that was typed goes to any page. */
const emptied = (form: FormView, ...kept: string[]): FormView => ({
  ...form,
  values: Object.fromEntries(kept.map(name => [name, one(form.values, name)])),
})

/** `mustProve`: whether the password is asked for. */
export const keyView = ({ opens, key, shares }: KeyStanding, mustProve: boolean, form: FormView) => ({
  opens,
  key,
  shares: shares.map(share => ({ ...shownShare(share), href: shareHref(share.requirementId) })),
  mustProve,
  fewest: FEWEST_CHARACTERS,
  form: emptied(form),
})

export const replaceView = ({ shares }: KeyStanding, mustProve: boolean, form: FormView) => ({
  shares: shares.map(shownShare),
  mustProve,
  fewest: FEWEST_CHARACTERS,
  form: emptied(form, 'confirmed'),
})

export const passphraseView = (form: FormView) => ({ fewest: FEWEST_CHARACTERS, form: emptied(form) })

export const handOnView = (share: HeldShare, form: FormView) => ({
  share: shownShare(share),
  here: shareHref(share.requirementId),
  openingHref: `/buyer/requirements/${share.requirementId}/opening`,
  toChoose: share.colleagues
    .filter(({ hasKey, holdsShare }) => hasKey && !holdsShare)
    .map(({ personId, name }) => ({ value: personId, text: name })),
  withoutKey: share.colleagues.filter(({ hasKey }) => !hasKey).map(({ name }) => name),
  form: emptied(form, 'personId'),
})

const shownShare = ({ title, side, colleagues }: HeldShare) => {
  const others = colleagues.filter(({ holdsShare }) => holdsShare).map(({ name }) => name)
  return { title, side, others, isFew: others.length + 1 < FEWEST_HOLDERS }
}
