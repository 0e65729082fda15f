import type { NestFastifyApplication } from '@nestjs/platform-fastify'
export const SIGN_INS: readonly string[] = []
export function seedOnce(_app: NestFastifyApplication): Promise<boolean> {
  return Promise.resolve(true)
}
