import type { Json } from '../document.ts'
import { findAccount, viewAccount } from './accounts.ts'
import type { World } from './world.ts'

/** The `Report` entity about an account. @throws Refusal 404 */
export function viewReport(world: World, accountId: string | undefined, over: Json): Json {
  return world.draft('Report', {
    id: world.nextSerial(),
    action_taken: false,
    action_taken_at: null,
    category: 'other',
    comment: '',
    forwarded: false,
    created_at: new Date().toISOString(),
    status_ids: [],
    rule_ids: null,
    collection_ids: [],
    ...over,
    target_account: viewAccount(world, findAccount(world, accountId)),
  })
}
