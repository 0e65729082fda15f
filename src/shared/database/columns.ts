import { Column, type ColumnOptions } from 'typeorm'

/**
 * A timestamptz read as an `Instant`. Declared to TypeORM as text, because for timestamp columns it insists on a Date, which drops the
 * microseconds; the pool's type parser hands over the text (see data-source.ts).
 */
export const InstantColumn = (options: ColumnOptions = {}): PropertyDecorator => Column({ ...options, type: 'text' })
