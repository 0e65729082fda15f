/** Features in the order in which a later one may import an earlier one (docs/architecture.md). */
const FEATURES = [
  'audit',
  'outbox',
  'officer-events',
  'keys',
  'identity',
  'exports',
  'files',
  'law',
  'agreements',
  'guidelines',
  'library',
  'memberships',
  'applications',
  'key-holders',
  'requirements',
  'bids',
  'panel',
  'problem-reports',
  'ethics-audits',
  'figures',
  'dashboards',
  'notifications',
  'backup',
  'demonstration',
]

/** Imports that go up: from a feature to one that stands later. */
const upwards = FEATURES.slice(0, -1).map((feature, place) => ({
  name: `${feature}-imports-only-downwards`,
  severity: 'error',
  from: { path: `^src/modules/${feature}/` },
  to: { path: `^src/modules/(${FEATURES.slice(place + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...upwards,
    {
      name: 'features-are-listed',
      comment: 'A new feature takes its place in the order above.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/modules/', pathNot: `^src/modules/(${FEATURES.join('|')})/` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-knows-no-feature',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(web|modules|[^/]+\\.ts$)' },
    },
    { name: 'web-knows-shared-only', severity: 'error', from: { path: '^src/web/' }, to: { path: '^src/(modules|[^/]+\\.ts$)' } },
    {
      name: 'audit-and-outbox-stand-beside-shared',
      severity: 'error',
      from: { path: '^src/modules/(audit|outbox)/' },
      to: { path: '^src/web/' },
    },
    {
      name: 'features-do-not-import-entry-points',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'domain-imports-domain-only',
      severity: 'error',
      from: { path: '/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['/domain/', '^node_modules/canonicalize/', '^(node:)?crypto$'] },
    },
    {
      name: 'services-know-no-http',
      comment: 'Only controllers, pages, DTOs, schemas, forms, strategies and modules know the web.',
      severity: 'error',
      from: {
        path: '^src/modules/',
        pathNot: ['\\.(controller|pages|dto|schema|form|module|spec)\\.ts$', '/strategies/', '-views\\.ts$', '^src/modules/demonstration/'],
      },
      to: { path: ['^src/web/', 'node_modules/(fastify|@fastify|@nestjs/(swagger|platform-fastify))/'] },
    },
    {
      name: 'doors-belong-to-their-feature',
      comment: "Nobody imports another feature's controller, pages, DTO, form or views.",
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/.*(\\.(controller|pages|dto|form)|-views)\\.ts$', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'no-rag-bags',
      comment: 'A file is named for what it holds; an index file hides what is imported.',
      severity: 'error',
      from: {},
      to: { path: '/(util|utils|helper|helpers|common|misc|base|manager|index)[.]ts$', pathNot: 'node_modules' },
    },
    { name: 'migrations-stand-alone', severity: 'error', from: { path: '^migrations/' }, to: { path: '^(src|test)/' } },
    { name: 'the-product-needs-no-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'the-product-needs-no-development-dependency',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '(\\.spec|\\.fixture|/test-bed)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'everything-resolves',
      comment: 'Scripts for browsers import what stands beside them once it is built.',
      severity: 'error',
      from: { pathNot: '^src/web/assets/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
