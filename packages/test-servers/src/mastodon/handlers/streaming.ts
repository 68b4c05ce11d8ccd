import { Answer, Refusal } from '../answer.ts'
import type { Handler, Handlers } from '../call.ts'

/** Place of the streams, which are not there yet: a stream of events begins, says so in a comment, and ends. */
const silent: Handler = () =>
  new Answer(200, ': the sandbox does not stream yet\n\n', {}, 'text/event-stream')

export const streaming: Handlers = {
  streamUser: silent,
  streamUserNotifications: silent,
  streamPublic: silent,
  streamPublicLocal: silent,
  streamPublicRemote: silent,
  streamHashtag: silent,
  streamHashtagLocal: silent,
  streamList: silent,
  streamDirect: silent,
  getStreamingHealth: () => new Answer(200, 'OK', {}, 'text/plain'),
  connectStreaming: () => {
    throw new Refusal(400, 'The sandbox does not stream yet')
  },
}
