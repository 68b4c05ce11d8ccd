import type { Check, Validation } from '../../contract.ts'

interface ApiClient {
  Converter: { status(body: unknown): object }
}

/** Its package does not export this file: it is read by its path. */
const FILE = new URL('../../../../node_modules/megalodon/lib/esm/mastodon/api_client.js', import.meta.url)
const { default: api } = (await import(FILE.href)) as { default: ApiClient }

/** As its client does with the value of an answer. */
const convert: Check = (body) => (body as unknown[]).map((status) => api.Converter.status(status)).length > 0

export const validation: Validation = { lenient: convert }
