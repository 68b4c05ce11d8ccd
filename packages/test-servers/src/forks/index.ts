/** Servers of other software, each as small as a `fetch`: what they send where Mastodon sends something else. */
import { friendica } from './servers/friendica.ts'
import { gotosocial } from './servers/gotosocial.ts'
import { hollo } from './servers/hollo.ts'
import { nightly, oldMastodon } from './servers/mastodon.ts'
import { catodon, iceshrimp, iceshrimpNet, sharkey } from './servers/misskey.ts'
import { pixelfed } from './servers/pixelfed.ts'
import { pleroma } from './servers/pleroma.ts'
import type { Fork } from './types.ts'

/** All software that there is a double of. */
export const FORKS: readonly Fork[] = [
  hollo,
  pleroma,
  friendica,
  pixelfed,
  iceshrimp,
  catodon,
  iceshrimpNet,
  gotosocial,
  sharkey,
  nightly,
  oldMastodon,
]

export { startFork } from './server.ts'
export type { Fork, ForkDouble } from './types.ts'

export { account as plainAccount, status as plainStatus } from './answers/common.ts'
export type { ForkAnswer } from './answers/answer.ts'
export { gotosocial as gotosocialAnswers } from './answers/gotosocial.ts'
export { misskey as misskeyAnswers } from './answers/misskey.ts'
export { numbers as numberAnswers } from './answers/numbers.ts'
export { php as phpAnswers } from './answers/php.ts'
export { pleroma as pleromaAnswers } from './answers/pleroma.ts'
export { small as smallAnswers } from './answers/small.ts'
