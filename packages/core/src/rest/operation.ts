import type { Endpoint, EndpointParts } from '../client/endpoint.ts'

/**
 * Describes an operation.
 *
 * @param route its method and path: `GET /api/v1/statuses/{id}`
 */
export function endpoint(name: string, route: string, parts: EndpointParts = {}): Endpoint {
  const [method, path] = route.split(' ') as [Endpoint['method'], string]
  return { name, method, path, ...parts }
}

/** Describes an operation that comes in pages. */
export function pagedEndpoint(
  name: string,
  route: string,
  pages: 'link' | 'offset',
  parts: EndpointParts = {},
): Endpoint & { readonly pages: 'link' | 'offset' } {
  return { ...endpoint(name, route, parts), pages }
}
