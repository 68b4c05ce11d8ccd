/** How events come: all channels on one WebSocket, one on each, or each in an answer over HTTP. */
export type Way = 'multiplexed' | 'one each' | 'sse'

/** Ends a transport in favour of another kind. It is never seen outside. */
export class ChangeWay extends Error {
  override readonly name = 'ChangeWay'
  readonly way: Way

  constructor(way: Way) {
    super(`events come another way: ${way}`)
    this.way = way
  }
}
