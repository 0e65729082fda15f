import type { KeyObject } from 'node:crypto'

import { withDataSource } from '../../shared/database/data-source.js'
import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { seal, unseal } from '../../shared/sealed.js'
import { keyOfSecondFactors } from './second-factor-codes.js'

interface Keys {
  masterKey: KeyObject
  previousMasterKey: KeyObject | null
}

/**
 * Seals by the present master key the secrets that the one before has sealed; answers how many. What neither opens stays as it is: its person
 * signs in with a recovery code and sets the factor up again.
 */
export async function sealSecondFactorsAnew(ownerUrl: string, { masterKey, previousMasterKey }: Keys): Promise<number> {
  if (previousMasterKey === null) return 0
  const [key, before] = [keyOfSecondFactors(masterKey), keyOfSecondFactors(previousMasterKey)]
  return withDataSource(ownerUrl, source =>
    new UnitOfWork(source).run(SYSTEM, async tx => {
      const factors = await rows<{ id: string; secret: Buffer }>(tx, 'SELECT person_id AS id, secret FROM second_factor FOR UPDATE')
      const due = factors.flatMap(({ id, secret }) => {
        const opened = unseal(before, secret, id)
        return opened === null ? [] : [{ id, secret: seal(key, opened, id) }]
      })
      await tx.query(
        'UPDATE second_factor f SET secret = n.secret FROM unnest($1::uuid[], $2::bytea[]) AS n (id, secret) WHERE f.person_id = n.id',
        [due.map(({ id }) => id), due.map(({ secret }) => secret)],
      )
      return due.length
    }),
  )
}
