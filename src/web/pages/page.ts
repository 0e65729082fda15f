import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common'
import { ApiExcludeEndpoint } from '@nestjs/swagger'

import { PageInterceptor } from './page.interceptor.js'
import { PAGE, type PageRoute } from './page-route.js'

/**
 * The route shows a page: what it returns is the data of the template `view`. `states` names everything that the page may look like (empty,
 * with errors, with long text …); a test in a browser looks at each of them.
 */
export const Page = (view: string, ...states: [string, ...string[]]) => pageRoute({ view, states })

/** The route shows nothing itself: it does something and leads on to a page. */
export const LeadsOn = () => pageRoute({ view: null, states: [] })

/** The route gives a file to keep. */
export const Downloads = () => pageRoute({ view: null, states: [], gives: 'a file' })

/** The route gives a document that a page of ours shows in a frame, where it may do nothing. */
export const Frames = () => pageRoute({ view: null, states: [], gives: 'a frame' })

/** The route gives a feed in Atom. */
export const Feeds = () => pageRoute({ view: null, states: [], gives: 'a feed' })

const pageRoute = (route: PageRoute) => applyDecorators(SetMetadata(PAGE, route), UseInterceptors(PageInterceptor), ApiExcludeEndpoint())
