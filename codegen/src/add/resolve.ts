import { AtUri, LexResolver } from '@atproto/lex-resolver'
import { UsageError } from '../commands/command.ts'

/** A lexicon as its authority has published it. */
export interface PublishedLexicon {
  readonly id: string
  /** The AT URI of the record. */
  readonly from: string
  readonly cid: string
  readonly content: unknown
}

export interface ResolveOptions {
  /** The directory of `did:plc`. */
  readonly plc?: string | undefined
  /** Who is the authority for a domain, where DNS is not to be asked: `example.com` to `did:plc:…`. */
  readonly authorities?: ReadonlyMap<string, string>
}

/** How long a server may take, in ms. */
const TIMEOUT = 30_000

/** Finds lexicons on the network, by their NSID or AT URI. What it throws says which one could not be had, and why. */
export class Resolver {
  readonly #resolver: LexResolver

  constructor({ plc, authorities }: ResolveOptions) {
    this.#resolver = new LexResolver({
      ...(plc !== undefined && { plcDirectoryUrl: plc }),
      fetch: (target, init) =>
        fetch(target, { ...init, signal: init?.signal ?? AbortSignal.timeout(TIMEOUT) }),
      hooks: {
        onResolveAuthority: ({ nsid }) => authorities?.get(nsid.authority) as `did:plc:${string}` | undefined,
      },
    })
  }

  async get(name: string): Promise<PublishedLexicon> {
    const { uri, cid, lexicon } = await (name.startsWith('at://')
      ? this.#fetch(name)
      : this.#resolver.get(name))
    return { id: lexicon.id, from: uri.toString(), cid: cid.toString(), content: lexicon }
  }

  #fetch(text: string) {
    const { host, collection, rkey } = new AtUri(text)
    if (!host.startsWith('did:') || collection !== 'com.atproto.lexicon.schema')
      throw new UsageError(
        `expected an AT URI such as at://did:…/com.atproto.lexicon.schema/<nsid>, got "${text}"`,
      )
    return this.#resolver.fetch(host as Parameters<LexResolver['fetch']>[0], rkey as never)
  }
}

/** What is at the bottom of an error: the resolver wraps one in the other. */
export function reasonOf(error: unknown): string {
  const messages: string[] = []
  for (let next = error; next instanceof Error; next = next.cause) messages.push(next.message)
  return messages.join(': ')
}
