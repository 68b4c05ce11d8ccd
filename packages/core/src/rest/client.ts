/**
 * A client for what a generated REST module describes, whatever the interface.
 * @module
 */
export type { CallableEndpoint, PagedEndpoint } from '../client/endpoint.ts'
export { connect } from './connect.ts'
export { findLink, type Link, parseLinkHeader } from './link-header.ts'
export { paginate } from './paginate.ts'
export { type Gate, RestClient, type RestClientOptions, type TokenSession } from './rest-client.ts'
