import { describePages } from './describe-pages.js'
import { PROVIDER_PAGES } from './provider-pages.states.js'

describePages('A page to sign in by an identity provider', PROVIDER_PAGES)
