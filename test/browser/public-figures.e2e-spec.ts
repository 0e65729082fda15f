import { describePages } from './describe-pages.js'
import { PUBLIC_FIGURES } from './public-figures.states.js'

describePages('The page of figures for everybody', PUBLIC_FIGURES)
