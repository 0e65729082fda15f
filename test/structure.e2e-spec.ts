import { Controller, Get, Post } from '@nestjs/common'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { Audience, Public } from '../src/web/audience.js'
import { ASSETS } from '../src/web/pages/assets.js'
import { controllersOf, type Route, routesOf, servedBy } from './support/routes.js'
import { TestApp } from './support/test-app.js'

/** Served by the framework and not by a controller: the API's document, the page that shows it, and the files of pages. */
const DOCUMENT_ROUTES = [
  '/api/docs',
  '/api/docs*',
  '/api/docs-yaml',
  '/api/docs/LICENSE',
  '/api/docs/docs/swagger-ui-init.js',
  '/api/docs/index.html',
  '/api/docs/swagger-ui-init.js',
  '/api/openapi.json',
  ...[
    'audit-keys.js',
    'autosave.js',
    'countdown.js',
    'ethics-section.js',
    'keep-in-sight.js',
    'live-tier.js',
    'upload.js',
    'watch.js',
    'favicon.svg',
    'govuk-frontend.min.js',
    'main.css',
    'main.js',
  ].map(file => `${ASSETS.address}/${file}`),
]

describe('The application', () => {
  let test: TestApp
  let routes: Route[]

  beforeAll(async () => {
    test = await TestApp.start()
    routes = routesOf(controllersOf(test.app))
  })
  afterAll(() => test.stop())

  describe('as routes', () => {
    it('says of every route who may call it', () => {
      expect(routes.length).toBeGreaterThan(25)
      expect(undeclared(routes)).toEqual([])
    })

    it('lets none pass that forgets to say it', () => {
      @Controller('forgetful')
      class Forgetful {
        @Get('said')
        @Public()
        said(): void {
          /* Only its metadata counts. */
        }

        @Post('forgotten')
        forgotten(): void {
          /* Only its metadata counts. */
        }
      }
      @Controller('careful')
      @Audience('auditor')
      class Careful {
        @Get()
        inherited(): void {
          /* Only its metadata counts. */
        }
      }
      expect(undeclared(routesOf([Forgetful, Careful]))).toEqual(['Forgetful.forgotten'])
    })

    it('serves what controllers declare and the API’s document, and nothing else', () => {
      const declared = routes.flatMap(({ method, path }) => (method === 'GET' ? [`GET ${path}`, `HEAD ${path}`] : [`${method} ${path}`]))
      const documents = DOCUMENT_ROUTES.flatMap(path => [`GET ${path}`, `HEAD ${path}`])
      expect(servedBy(test.app).toSorted()).toEqual([...declared, ...documents].toSorted())
    })

    it('keeps all but signing in and out and public reading for people who are signed in', () => {
      const open = routes
        .filter(({ audience }) => audience === 'public' || audience === 'anyone')
        .map(({ method, path }) => `${method} ${path}`)
      expect(open.toSorted()).toEqual([
        'DELETE /api/v1/sessions/current',
        'GET /',
        'GET /.well-known/receipt-keys.json',
        'GET /.well-known/security.txt',
        'GET /accessibility',
        'GET /agreements',
        'GET /agreements/:id',
        'GET /api/v1/agreements',
        'GET /api/v1/agreements/:id',
        'GET /api/v1/agreements/:id/changes',
        'GET /api/v1/decline-reasons',
        'GET /api/v1/figures',
        'GET /api/v1/figures/participation',
        'GET /api/v1/filters',
        'GET /api/v1/filters/:version',
        'GET /api/v1/guidelines',
        'GET /api/v1/guidelines/:id/:edition',
        'GET /api/v1/legal-figures',
        'GET /api/v1/policy-references',
        'GET /api/v1/questionnaires/:version',
        'GET /api/v1/requirements',
        'GET /api/v1/requirements/:id',
        'GET /api/v1/requirements/:id/changes',
        'GET /api/v1/requirements/:id/clarifications',
        'GET /api/v1/requirements/:id/rule-clarifications',
        'GET /api/v1/requirements/:id/waivers',
        'GET /api/v1/requirements/count',
        'GET /api/v1/requirements/export',
        'GET /api/v1/rule-sets/:version',
        'GET /api/v1/rule-sets/:version/diff/:other',
        'GET /api/v1/selection-questionnaires/:version',
        'GET /api/v1/selection-questionnaires/current',
        'GET /api/v1/standing-grounds',
        'GET /api/v1/suppliers',
        'GET /api/v1/suppliers/:id',
        'GET /api/v1/suppliers/count',
        'GET /api/v1/working-days',
        'GET /archive',
        'GET /confirm-email',
        'GET /cookies',
        'GET /guidelines',
        'GET /guidelines/:guideline/:edition',
        'GET /guidelines/:guideline/:edition/clauses/:clause',
        'GET /guidelines/:guideline/:edition/companions',
        'GET /guidelines/:guideline/:edition/questions',
        'GET /guidelines/:guideline/:edition/questions/:section',
        'GET /guidelines/:guideline/:edition/rules',
        'GET /guidelines/:guideline/:edition/rules/:rule',
        'GET /health/live',
        'GET /health/ready',
        'GET /how-bids-are-checked',
        'GET /how-bids-are-checked/try',
        'GET /invitation',
        'GET /law',
        // Only where it is developed.
        'GET /mails',
        'GET /mails/:letter',
        'GET /mails/:letter/html',
        'GET /mails/waiting',
        'GET /opportunities',
        'GET /opportunities/:id',
        'GET /opportunities/:id/changes',
        'GET /opportunities/:id/questions',
        'GET /opportunities/:id/rules',
        'GET /opportunities/feed.atom',
        'GET /organisation',
        'GET /privacy',
        'GET /register',
        'GET /register/confirm',
        'GET /report-a-problem',
        'GET /reset-password',
        'GET /reset-password/confirm',
        'GET /sign-in',
        'GET /sign-in/oidc',
        'GET /sign-in/oidc/callback',
        'GET /sign-in/second-step',
        'GET /status',
        'GET /suppliers',
        'GET /suppliers/:id',
        'GET /suppliers/participation',
        'GET /suppliers/participation/:figure/csv',
        'GET /transparency',
        'GET /transparency/:figure/csv',
        'GET /verify-receipt',
        'POST /account/sessions/end-all',
        'POST /api/v1/accounts',
        'POST /api/v1/accounts/confirm',
        'POST /api/v1/accounts/email-change/confirm',
        'POST /api/v1/accounts/invitations/accept',
        'POST /api/v1/accounts/invitations/look',
        'POST /api/v1/accounts/password-reset',
        'POST /api/v1/accounts/password-reset/confirm',
        'POST /api/v1/receipts/verify',
        'POST /api/v1/sessions',
        'POST /api/v1/sessions/second-step',
        'POST /api/v1/trial-checks',
        'POST /confirm-email',
        'POST /how-bids-are-checked/try',
        'POST /invitation',
        'POST /invitation/accept',
        'POST /organisation',
        'POST /register',
        'POST /register/confirm',
        'POST /reset-password',
        'POST /reset-password/confirm',
        'POST /sign-in',
        'POST /sign-in/second-step',
        'POST /sign-out',
        'POST /verify-receipt',
        'POST /verify-receipt/file',
      ])
    })
  })
})

const undeclared = (routes: readonly Route[]): string[] => routes.filter(({ audience }) => audience === undefined).map(({ name }) => name)
