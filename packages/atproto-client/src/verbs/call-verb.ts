import type { Caller } from '../caller.ts'
import { resolveHandle } from './handles.ts'
import * as verbs from './index.ts'
import type { DetectFacets } from './postable.ts'
import type { Verbs } from './verbs.ts'

type Verb = (client: Caller, ...args: unknown[]) => Promise<unknown>

const byName: Record<string, unknown> = { ...verbs, post: verbs.sendPost }

/** The place of the options among the arguments of the verbs that post a text. */
const OPTIONS_OF_WRITERS: Partial<Record<keyof Verbs, number>> = {
  sendPost: 1,
  post: 1,
  sendImage: 2,
  sendImages: 2,
  sendVideo: 2,
  sendThread: 1,
}

/** Calls a verb. One that posts finds the facets of plain strings, unless its options say how. */
export function callVerb(client: Caller, name: keyof Verbs, args: unknown[]): Promise<unknown> {
  const verb = byName[name] as Verb
  const at = OPTIONS_OF_WRITERS[name]
  if (at === undefined) return verb(client, ...args)
  // The list of top-level domains is loaded with the first string.
  const detect: DetectFacets = async (text) => {
    const { detectFacets } = await import('../rich-text/detect-facets.ts')
    return detectFacets(text, { resolveHandle: (handle) => resolveHandle(client, handle) })
  }
  const withDetect = [...args]
  withDetect[at] = { detect, ...(args[at] as object | undefined) }
  return verb(client, ...withDetect)
}
