/**
 * From handles and DIDs to accounts and their servers.
 * @module
 */
export { cleanIdentifier } from './identifier.ts'
export { IdentityError, isIdentityError } from './identity-error.ts'
export { type Identity, type IdentityOptions, resolveDidDocument, resolveIdentity } from './resolve.ts'
