/**
 * The door to addresses that the network names. Not for users: it changes without notice.
 * @module
 */
export { addressFault, type AddressRules } from './address-fault.ts'
export { publicFetch, type PublicFetchOptions } from './public-fetch.ts'
