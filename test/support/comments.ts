import type { Newcomer, Player, TestApp } from './test-app.js'

/** Writes a comment on a requirement; answers its id. */
export async function aComment(
  test: TestApp,
  requirementId: string,
  comment: { section?: string; text?: string } = {},
  player: Player | Newcomer = 'buyer-approver',
): Promise<string> {
  const { body } = await test
    .api(player)
    .post(`/requirements/${requirementId}/comments`)
    .send({ text: 'Say which roads are meant.', ...comment })
    .expect(201)
  return (body as { id: string }).id
}
