import type { Endpoint, EndpointParts } from '../client/endpoint.ts'
import { moveOffset } from './offsets.ts'

/**
 * Describes an operation.
 *
 * @param route its method and path: `GET /api/v1/statuses/{id}`
 */
export function endpoint(name: string, route: string, parts: EndpointParts = {}): Endpoint {
  const [method, path] = route.split(' ') as [Endpoint['method'], string]
  return { name, method, path, ...parts }
}

/** Describes an operation that comes in pages, which link to each other. */
export function linkedEndpoint(
  name: string,
  route: string,
  parts: EndpointParts = {},
): Endpoint & { readonly pages: 'link' } {
  return { ...endpoint(name, route, parts), pages: 'link' }
}

/** Describes an operation that comes in pages, which are counted. */
export function countedEndpoint(
  name: string,
  route: string,
  parts: EndpointParts = {},
): Endpoint & { readonly pages: 'offset' } {
  return { ...endpoint(name, route, parts), pages: 'offset', move: moveOffset }
}
