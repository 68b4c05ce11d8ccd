import { Answer, EventStreamAnswer, Refusal } from '../answer.ts'
import { type Handler, type Handlers, text } from '../call.ts'
import { streamAt, subscribe } from '../streaming/subscription.ts'

const stream: Handler = ({ world, identity, operation, query, token }) => {
  const { document } = world
  const wanted = {
    stream: streamAt(document, operation.path, query.only_media === true),
    tag: text(query.tag),
    list: text(query.list),
  }
  const place = { world, document, version: identity.version }
  return new EventStreamAnswer(subscribe(place, wanted, token), token?.value ?? '')
}

export const streaming: Handlers = {
  streamUser: stream,
  streamUserNotifications: stream,
  streamPublic: stream,
  streamPublicLocal: stream,
  streamPublicRemote: stream,
  streamHashtag: stream,
  streamHashtagLocal: stream,
  streamList: stream,
  streamDirect: stream,
  getStreamingHealth: () => new Answer(200, 'OK', {}, 'text/plain'),
  connectStreaming: () => {
    throw new Refusal(400, 'This path is for WebSockets')
  },
}
