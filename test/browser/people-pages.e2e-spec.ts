import { describePages } from './describe-pages.js'
import { PEOPLE_PAGES } from './people-pages.states.js'

describePages('A page of the people of an organisation', PEOPLE_PAGES)
