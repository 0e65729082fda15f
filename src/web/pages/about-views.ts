import { cookieName } from './told.js'

/** The cookies by the names they have here. */
export const cookiesView = (publicUrl: string) => ({
  names: {
    session: cookieName('session', publicUrl),
    organisation: cookieName('organisation', publicUrl),
    told: cookieName('told', publicUrl),
    device: cookieName('device', publicUrl),
    pendingSignIn: cookieName('pending-sign-in', publicUrl),
    providerSignIn: cookieName('provider-sign-in', publicUrl),
  },
})

/** The contact as a link, by its address. */
export const contactView = (contact: string | null) => ({
  contact: contact === null ? null : { href: contact, text: contact.replace(/^mailto:/, '') },
})
