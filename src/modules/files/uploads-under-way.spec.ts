import { EventEmitter, once } from 'node:events'

import { describe, expect, it } from '@jest/globals'

import { UploadsUnderWay } from './uploads-under-way.js'

describe('Uploads under way', () => {
  it('are so many for each person, and one more as soon as one of them has ended, well or not', async () => {
    const uploads = new UploadsUnderWay(2)
    const [first, second] = [new EventEmitter(), new EventEmitter()]
    const endOf = (line: EventEmitter) => uploads.count('one person', () => once(line, 'end'))
    const next = (personId: string) => uploads.count(personId, () => Promise.resolve('taken'))
    const running = [endOf(first), endOf(second)]
    const refused = { kind: 'too-many', code: 'too-many-uploads', members: { mostAtOnce: 2, retryAfterSeconds: 5 } }
    await expect(next('one person')).rejects.toMatchObject(refused)
    await expect(next('another')).resolves.toBe('taken')
    first.emit('end')
    await running[0]
    await expect(next('one person')).resolves.toBe('taken')
    const third = endOf(first)
    await expect(next('one person')).rejects.toMatchObject(refused)
    second.emit('error', new Error('The line broke.'))
    await expect(running[1]).rejects.toThrow('The line broke.')
    await expect(next('one person')).resolves.toBe('taken')
    first.emit('end')
    await third
  })
})
