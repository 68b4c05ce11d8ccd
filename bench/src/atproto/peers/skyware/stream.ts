import { Firehose } from '@skyware/firehose'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  const firehose = new Firehose({ relay: server.replace('http', 'ws') })
  await new Promise((_, reject) => {
    firehose.on('commit', take)
    firehose.on('identity', take)
    firehose.on('account', take)
    firehose.on('error', ({ error }) => reject(error))
    firehose.on('websocketError', ({ error }) => reject(error as Error))
    firehose.start()
  })
}
