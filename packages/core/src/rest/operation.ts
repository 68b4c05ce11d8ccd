import type { Endpoint } from '../client/endpoint.ts'

/** The parts of an operation besides its name and path. */
type Parts = Omit<Endpoint, 'name' | 'method' | 'path' | 'message' | 'errors'>

/**
 * Describes an operation.
 *
 * @param route its method and path: `GET /api/v1/statuses/{id}`
 */
export function endpoint<E extends Endpoint>(name: string, route: string, parts: Parts = {}): E {
  const [method, path] = route.split(' ') as [Endpoint['method'], string]
  const described: Endpoint = { name, method, path, ...parts }
  return described as E
}
