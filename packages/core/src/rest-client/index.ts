/**
 * Calls what a generated REST module describes: one client for every interface.
 * @module
 */
export { isRaw } from './answer.ts'
export { bindTree, type TreeClient } from './bind-tree.ts'
export { connect } from './connect.ts'
export { bearer, joinHeaders } from './headers.ts'
export { findLink, type Link, parseLinkHeader } from './link-header.ts'
export { paginate, type PagedCallableOperation } from './paginate.ts'
export { pathOf, pathOnHost } from './path-on-host.ts'
export { fillPath } from './path.ts'
export { encodeQuery } from './query.ts'
export {
  type Answered,
  type CallableOperation,
  type Gate,
  RestClient,
  type RestClientOptions,
} from './rest-client.ts'
