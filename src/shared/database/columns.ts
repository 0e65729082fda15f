import { Column, type ColumnOptions } from 'typeorm'

/**
 * A timestamptz read as an `Instant`. Declared to TypeORM as text, because for timestamp columns it insists on a Date, which drops the
 * microseconds; the pool's type parser hands over the text (see data-source.ts).
 */
export const InstantColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ ...options, type: 'text' })

/** A bigint as a JavaScript bigint: pg hands it over as text. */
export const BigIntColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({
    ...options,
    type: 'bigint',
    transformer: {
      from: (value: string | null) => (value === null ? null : BigInt(value)),
      to: (value: bigint | null) => value?.toString() ?? null,
    },
  })
