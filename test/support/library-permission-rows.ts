import { all, NOBODY, type Row, SUPPLIER } from './permission-row.js'

/** Each supplier has a library of its own, so whoever writes for one is let in, and finds their own. */
const WRITERS = { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }

const ANSWER = '/library/answers/L103'

/** What a supplier answers once and reuses. */
export const LIBRARY_ROWS: readonly Row[] = [
  { route: 'GET /selection-questionnaires/current', others: 200 },
  { route: 'GET /selection-questionnaires/{selection}', others: 200 },
  { route: 'GET /library', but: WRITERS, others: 403 },
  { route: `GET ${ANSWER}`, but: WRITERS, others: 403 },
  { route: `PUT ${ANSWER}`, but: WRITERS, others: 403, body: { answer: { values: { address: 'x' } } }, etagOf: ANSWER },
  { route: `POST ${ANSWER}/confirm`, but: WRITERS, others: 403, etagOf: ANSWER },
  { route: `GET ${ANSWER}/versions`, but: WRITERS, others: 403 },
  { route: `GET ${ANSWER}/versions/{libraryVersion}`, but: WRITERS, others: 403 },
  { route: `GET ${ANSWER}/versions/{libraryVersion}/diff/{libraryVersion}`, but: WRITERS, others: 403 },
  {
    // Both write in one library, which has the file when the second of them sends it.
    route: 'POST /library/answers/{takesFiles}/files',
    but: { ...NOBODY, 'bid-writer': 201, 'supplier-admin': 409, 'rival-admin': 201 },
    others: 403,
    uploads: true,
  },
  { route: 'GET /library/answers/{takesFiles}/files', but: WRITERS, others: 403 },
  {
    route: 'DELETE /library/answers/{takesFiles}/files/{answerFile}',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 428) },
    others: 403,
  },
  { route: 'GET /library/files/{answerFile}/content', but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 }, others: 403 },
  {
    // The library of the two has the product when the second of them adds it.
    route: 'POST /library/products',
    but: { ...NOBODY, 'bid-writer': 201, 'supplier-admin': 409, 'rival-admin': 201 },
    others: 403,
    body: { name: 'A product' },
  },
  {
    route: 'POST /library/products/{product}/retire',
    but: { ...NOBODY, ...all(SUPPLIER, 200), 'rival-admin': 404 },
    others: 403,
    fresh: 'product',
  },
]
