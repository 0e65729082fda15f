import type { Type } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js'

import { AUDIENCE, type RouteAudience } from '../../src/web/audience.js'
import { PAGE, type PageRoute } from '../../src/web/pages/page-route.js'

export interface Route {
  /** Class and method, to find it by. */
  name: string
  method: string
  /** As Fastify writes it: /api/v1/bids/:id */
  path: string
  audience: RouteAudience | undefined
  /** What it says of the page it shows; undefined for data. */
  page: PageRoute | undefined
  /** What the route tells the hooks. */
  config: { neverShed?: boolean; takesFile?: boolean }
}

/** Nest's numbers for methods, in their order. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD', 'SEARCH']

/** Every controller that the application has, whatever module it came with. */
export function controllersOf(app: NestFastifyApplication): Type[] {
  const discovery = new DiscoveryService(app.get(ModulesContainer))
  return discovery.getControllers().map(({ metatype }) => metatype as Type)
}

/** The routes that controllers declare, each with the audience that its method or its class names. */
export function routesOf(controllers: readonly Type[]): Route[] {
  const scanner = new MetadataScanner()
  return controllers.flatMap(controller => {
    const prototype = controller.prototype as Record<string, object>
    return scanner.getAllMethodNames(prototype).flatMap(name => {
      const handler = prototype[name]
      if (handler === undefined || !Reflect.hasMetadata(METHOD_METADATA, handler)) return []
      return {
        name: `${controller.name}.${name}`,
        method: METHODS[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'unknown',
        path: pathOf(controller, handler),
        audience: (Reflect.getMetadata(AUDIENCE, handler) ?? Reflect.getMetadata(AUDIENCE, controller)) as RouteAudience | undefined,
        page: Reflect.getMetadata(PAGE, handler) as PageRoute | undefined,
        config: (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) ?? {}) as Route['config'],
      }
    })
  })
}

const pathOf = (...parts: object[]): string =>
  `/${parts
    .map(part => String(Reflect.getMetadata(PATH_METADATA, part)).replaceAll(/^\/|\/$/g, ''))
    .filter(part => part !== '')
    .join('/')}`

/** Method and path of all that the server answers, whoever registered it: read from Fastify's own tree. */
export function servedBy(app: NestFastifyApplication): string[] {
  const lines = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')
  const branch: string[] = []
  return lines.flatMap(line => {
    const match = /^(?<indent>[│ ]*)[├└]── (?<part>.+) \((?<methods>[A-Z, ]+)\)$/.exec(line)
    if (match?.groups === undefined) return []
    const { indent = '', part = '', methods = '' } = match.groups
    branch.splice(indent.length / 4, Infinity, part)
    return methods.split(', ').map(method => `${method} ${branch.join('')}`)
  })
}
