import type { Type } from '@nestjs/common'
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js'

import { AUDIENCE, NEVER_BY_TOKEN, type RouteAudience, type Unlimited, UNLIMITED } from '../audience.js'
import { NEVER_SHED } from '../load-shedding.js'
import { PUBLIC_READ } from '../public-read.interceptor.js'
import { REFUSES, SENDS, type SentHeader } from './documented.js'
import type { ProblemCode } from './problem-codes.js'

/** What a route says of itself besides what Swagger reads. */
export interface RouteFacts {
  audience: RouteAudience
  unlimited: Unlimited | null
  isPublicRead: boolean
  isNeverByToken: boolean
  /** Never turned away under load. */
  isSpared: boolean
  refuses: readonly ProblemCode[]
  sends: readonly SentHeader[]
  /** Schemas of the parts of its address that have a form, by name. */
  parts: ReadonlyMap<string, object>
}

interface Argument {
  data?: unknown
  pipes?: readonly unknown[]
}

const reflector = new Reflector()

/** The facts of every route, by the operation's id. */
export function routeFacts(app: NestFastifyApplication): Map<string, RouteFacts> {
  const scanner = new MetadataScanner()
  const controllers = new DiscoveryService(app.get(ModulesContainer)).getControllers().map(({ metatype }) => metatype as Type)
  return new Map(
    controllers.flatMap(controller =>
      scanner
        .getAllMethodNames(controller.prototype as object)
        .filter(name => Reflect.hasMetadata(METHOD_METADATA, handlerOf(controller, name)))
        .map((name): [string, RouteFacts] => [`${controller.name}_${name}`, factsOf(controller, name)]),
    ),
  )
}

const handlerOf = (controller: Type, name: string) => (controller.prototype as Record<string, () => unknown>)[name] as () => unknown

function factsOf(controller: Type, name: string): RouteFacts {
  const said = (key: string): unknown => reflector.getAllAndOverride(key, [handlerOf(controller, name), controller])
  return {
    // A route that says nothing answers nobody (actor.guard.ts), and a test finds it.
    audience: (said(AUDIENCE) as RouteAudience | undefined) ?? [],
    unlimited: (said(UNLIMITED) as Unlimited | undefined) ?? null,
    isNeverByToken: (said(NEVER_BY_TOKEN) as boolean | undefined) ?? false,
    isPublicRead: (said(PUBLIC_READ) as boolean | undefined) ?? false,
    isSpared: (said(FASTIFY_ROUTE_CONFIG_METADATA) as Partial<typeof NEVER_SHED> | undefined)?.neverShed ?? false,
    refuses: [controller, handlerOf(controller, name)].flatMap(
      place => reflector.get<readonly ProblemCode[] | undefined>(REFUSES, place) ?? [],
    ),
    sends: (said(SENDS) as readonly SentHeader[] | undefined) ?? [],
    parts: partsOf(controller, name),
  }
}

/** The pipe of a part of the address says what it lets through. */
function partsOf(controller: Type, name: string): Map<string, object> {
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Readonly<Record<string, Argument>>
  return new Map(
    Object.values(given).flatMap(({ data, pipes = [] }) =>
      pipes.filter(hasSchema).map(({ schema }): [string, object] => [String(data), schema]),
    ),
  )
}

const hasSchema = (pipe: unknown): pipe is { schema: object } => typeof pipe === 'function' && 'schema' in pipe
