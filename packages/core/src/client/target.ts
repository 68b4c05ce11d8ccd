import { requireValid } from './checks.ts'
import type { Endpoint } from './endpoint.ts'
import { fillPath } from './path.ts'
import type { CallArgs } from './prepare.ts'
import { encodeQuery } from './query.ts'

/** Path and query of a call. Throws ValidationError for arguments that the description does not allow. */
export function targetOf(endpoint: Endpoint, { path = {}, params = {} }: CallArgs): string {
  const target = fillPath(endpoint.path, path)
  if (endpoint.params) requireValid(`parameters of ${endpoint.name}`, endpoint.params, params)
  const query = encodeQuery(params, endpoint.brackets)
  return query ? `${target}?${query}` : target
}
