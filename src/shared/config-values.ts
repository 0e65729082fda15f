import { createSecretKey, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'

import { makeValidator } from 'envalid'

import { type Role, ROLES } from './domain/actor.js'
import { type Instant, parseInstant } from './domain/instant.js'
import { parseMasterKey } from './master-key.js'
import type { ClamdAddress } from './scanning/ask-clamd.js'

/** A number of a port, 0 for any that is free. */
export const port = makeValidator<number>(text => {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new Error('must be a port number from 0 (any free port) to 65535')
  return value
})

/** An address of one of these kinds. */
export const urlOf = (...protocols: string[]) =>
  makeValidator<string>(text => {
    if (!URL.canParse(text)) throw new Error('must be a URL')
    const { protocol } = new URL(text)
    if (!protocols.includes(protocol)) throw new Error(`must start with ${protocols.map(name => `${name}//`).join(' or ')}`)
    return text
  })

/** IP addresses and ranges, with commas between. */
export const addresses = makeValidator<string[]>(text => {
  const list = text.split(',').map(address => address.trim())
  if (!list.every(isAddressOrRange)) throw new Error('must be IP addresses or ranges with commas between')
  return list
})

/** "10.0.0.1", "::1" or "10.0.0.0/8". */
function isAddressOrRange(text: string): boolean {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const width = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return Number(bits) <= width
}

/** The address of a service that takes a secret: nothing in it but the way there. */
export const serviceUrl = makeValidator<string>(text => {
  if (!URL.canParse(text)) throw new Error('must be a URL')
  const { protocol, username, password, search, hash } = new URL(text)
  if (!['https:', 'http:'].includes(protocol)) throw new Error('must start with https:// or http://')
  if (`${username}${password}${search}${hash}` !== '') throw new Error('must be an address alone, without a name, password, ? or #')
  return text.replace(/\/+$/, '')
})

/** A part of an address, or several with slashes between, as they stand in one. */
export const pathOf = makeValidator<string>(text => {
  if (!/^\w([\w.-]*\w)?(\/\w([\w.-]*\w)?)*$/.test(text)) throw new Error('must be letters, digits, "_", "-" and ".", with "/" between')
  return text
})

/** A secret that goes into a header; the object does not print. */
export const headerSecret = makeValidator<KeyObject>(text => {
  if (!/^[!-~]{8,}$/.test(text)) throw new Error('must be at least 8 characters that print, without spaces')
  return createSecretKey(Buffer.from(text))
})

/** See master-key.ts. */
export const masterKey = makeValidator<KeyObject>(parseMasterKey)

/** The address of a folder, "file:///srv/storage". */
export const storageUrl = makeValidator<string>(text => {
  if (text.startsWith('s3:'))
    throw new Error('names S3, which this version cannot use yet: name a folder that all processes share, as file:///…')
  if (!/^file:\/\/\/./.test(text) || !URL.canParse(text))
    throw new Error('must be the absolute address of a folder, such as file:///srv/storage')
  return text
})

/** Where ClamAV's daemon listens: "tcp://127.0.0.1:3310" or "unix:/run/clamav/clamd.ctl". */
export const clamdAddress = makeValidator<ClamdAddress>(text => {
  const [, path] = /^unix:(\/.+)$/.exec(text) ?? []
  if (path !== undefined) return { path }
  const [, host = '', number = ''] = /^tcp:\/\/(\[[\da-f:.]+\]|[^:/@[\]\s]+):(\d{1,5})$/i.exec(text) ?? []
  if (host === '' || Number(number) < 1 || Number(number) > 65_535)
    throw new Error('must be tcp://host:port or unix:/path of the socket of clamd')
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(number) }
})

/** The first moment of a day, "2027-06-30", as an Instant. */
export const day = makeValidator<Instant>(text => {
  const instant = parseInstant(`${text}T00:00:00Z`)
  if (instant === null) throw new Error('must be a day such as 2027-06-30')
  return instant
})

/** Roles with commas between, or "none". */
export const roles = makeValidator<Role[]>(text => {
  const named = text === 'none' ? [] : text.split(',').map(name => name.trim())
  if (!named.every(isRole)) throw new Error(`must be "none" or some of ${ROLES.join(', ')}, with commas between`)
  return named
})

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name)
