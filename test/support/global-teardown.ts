type WithStop = typeof globalThis & { stopTestCluster?: () => Promise<void> }

export default async function tearDown(): Promise<void> {
  await (globalThis as WithStop).stopTestCluster?.()
}
