import { Secret, TOTP } from 'otpauth'

import type { Newcomer, Player, TestApp } from './test-app.js'

/** Somebody's app: shows the code of the moment, by the clock of the market, or of so many steps later. */
export class Phone {
  constructor(
    private readonly test: TestApp,
    private readonly secret: string,
  ) {}

  async code(stepsLater = 0): Promise<string> {
    const [row] = await this.test.rows<{ now: Date }>('SELECT market_now() AS now')
    const timestamp = Number(row?.now) + stepsLater * 30_000
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({ timestamp })
  }

  /** The same once the code that was used last is over. */
  async nextCode(): Promise<string> {
    await this.test.moveClock('30 seconds')
    return this.code()
  }
}

/** Gives somebody who is signed in a second factor. */
export const setUpSecondFactor = async (test: TestApp, player: Player | Newcomer): Promise<{ phone: Phone; recoveryCodes: string[] }> => {
  const { body } = await test.api(player).post('/second-factor').expect(201)
  const phone = new Phone(test, (body as { secret: string }).secret)
  const confirmed = await test
    .api(player)
    .post('/second-factor/confirm')
    .send({ oneTimeCode: await phone.code() })
    .expect(200)
  return { phone, recoveryCodes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes }
}
