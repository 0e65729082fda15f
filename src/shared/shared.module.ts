import type { KeyObject } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import { type DynamicModule, Global, Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import type { Config } from './config.js'
import { dataSourceOptions } from './database/data-source.js'
import { oneRow } from './database/rows.js'
import { UnitOfWork } from './database/unit-of-work.js'
import type { Log } from './log.js'
import { ClamdScanner } from './scanning/clamd-scanner.js'
import { NoScanner } from './scanning/no-scanner.js'
import { Scanner } from './scanning/scanner.js'
import { FileStorage } from './storage/file-storage.js'
import { Storage } from './storage/storage.js'
import { CONFIG, LOG } from './tokens.js'

/** A configuration whose database and master key are known: given; or embedded and started, and kept. */
export type RunningConfig = Config & { databaseUrl: string; masterKey: KeyObject }

/** What every feature may ask for: configuration, log, the unit of work, the storage of files and what scans them. */
@Global()
@Module({})
export class SharedModule {
  static with(config: RunningConfig, log: Log): DynamicModule {
    const onPoolError = (error: Error): void => {
      log.error({ code: (error as NodeJS.ErrnoException).code }, 'a database connection failed while idle')
    }
    return {
      module: SharedModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.databaseUrl, config.databasePool, onPoolError),
          autoLoadEntities: true,
          retryAttempts: 3,
          retryDelay: 500,
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        UnitOfWork,
        { provide: Scanner, useValue: config.clamd === null ? new NoScanner() : new ClamdScanner(config.clamd) },
        { provide: Storage, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => storageAt(config.storageUrl, unitOfWork) },
      ],
      exports: [CONFIG, LOG, Scanner, Storage, UnitOfWork],
    }
  }
}

async function storageAt(url: string, unitOfWork: UnitOfWork): Promise<Storage> {
  const storage = new FileStorage(fileURLToPath(url))
  const { owner } = await unitOfWork.readPublic(view => oneRow<{ owner: string }>(view, 'SELECT owner FROM storage'))
  await storage.prepare(owner)
  return storage
}
