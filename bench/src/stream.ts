/** What a peer's program for streams exports as `follow`: follows a server's stream for as long as the process lives. */
export type Follow = (server: string, take: Take) => Promise<unknown>

/** Is called for every frame that was dealt with, all that is in it included. */
export type Take = () => void

/** What the processes that measure streams have to know of a protocol: its `stream/index.ts` exports it as `stream`. */
export interface RecordedStream {
  /** Reads what was recorded; gives the frame with a number, from 0 on. */
  frames(): Promise<(index: number) => string | Uint8Array>
}

export async function streamOf(protocol: string): Promise<RecordedStream> {
  const { stream } = (await import(`./${protocol}/stream/index.ts`)) as { stream: RecordedStream }
  return stream
}
