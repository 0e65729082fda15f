import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { ClamdAddress } from '../../src/shared/scanning/ask-clamd.js'
import { ClamdScanner } from '../../src/shared/scanning/clamd-scanner.js'

const PROGRAM = '/usr/sbin/clamd'

/** Where ClamAV's daemon is not installed the tests that need it are left out, unless the environment says that they must run. */
export const isClamdHere = existsSync(PROGRAM)

if (!isClamdHere && process.env['MARKETPLACE_TEST_CLAMD'] === 'required')
  throw new Error(`${PROGRAM} is not here, and MARKETPLACE_TEST_CLAMD says that it must be.`)

/** For the title of what is left out, so that nobody takes it for tested. */
export const NEEDS_CLAMD = isClamdHere ? '' : ` (SKIPPED: ${PROGRAM} is not installed; apt-get install clamav-daemon)`

if (!isClamdHere) process.stderr.write(`SKIPPED: tests with ClamAV's daemon, because ${PROGRAM} is not installed.\n`)

/** ClamAV's own daemon, with one signature: that of the EICAR text. */
export class Clamd {
  private constructor(
    readonly address: ClamdAddress,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** On a Unix socket of its own. `settings`: lines of clamd.conf. */
  static async start(...settings: string[]): Promise<Clamd> {
    const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-clamd-'))
    const [signatures, path, conf] = [join(folder, 'signatures'), join(folder, 'clamd.ctl'), join(folder, 'clamd.conf')]
    await mkdir(signatures)
    await copyFile('test/clamd/eicar.ndb', join(signatures, 'eicar.ndb'))
    const lines = [`LocalSocket ${path}`, `DatabaseDirectory ${signatures}`, `TemporaryDirectory ${folder}`, 'Foreground yes', ...settings]
    await writeFile(conf, `${lines.join('\n')}\n`)
    const child = spawn(PROGRAM, [`--config-file=${conf}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    const clamd = new Clamd({ path }, folder, child)
    await clamd.untilItAnswers()
    return clamd
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill()
      await once(this.child, 'exit')
    }
    await rm(this.folder, { recursive: true, force: true })
  }

  private async untilItAnswers(): Promise<void> {
    let said = ''
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', part => (said += String(part)))
    for (let tries = 0; tries < 300; tries += 1) {
      const { state } = await new ClamdScanner(this.address).status()
      if (state === 'answers') return
      if (this.child.exitCode !== null) break
      await pause(100)
    }
    throw new Error(`clamd does not answer:\n${said}`)
  }
}
