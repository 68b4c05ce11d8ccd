/** How addresses are judged. */
export interface AddressRules {
  /**
   * For development: also accepts `http`, the loopback interface and reserved names such as `localhost` and `pds.test`.
   * Default: false.
   */
  allowLocal?: boolean | undefined
}

/** Ends of names that no public host has: RFC 6761, RFC 6762, RFC 7686, RFC 9476, and `.internal` of ICANN. */
const RESERVED = new Set([
  'local',
  'internal',
  'localhost',
  'arpa',
  'onion',
  'invalid',
  'alt',
  'example',
  'test',
])

/** How `URL` spells an IP address, in whatever way it was written: `0x7f.1` is `127.0.0.1`, IPv6 has brackets. */
const IP_ADDRESS = /^\[|^\d+\.\d+\.\d+\.\d+$/

const LOOPBACK = /^(?:\[::1\]|127\.\d+\.\d+\.\d+)$/

/**
 * Why an address that the network names must not be asked: it is no HTTPS, has a user, or leads to an IP address or a
 * name that is not public. `undefined` if it may be asked.
 */
export function addressFault(
  address: string | URL,
  { allowLocal = false }: AddressRules = {},
): string | undefined {
  const url = URL.parse(address)
  if (!url) return 'it is no URL'
  const { protocol, username, password, hostname } = url
  if (protocol !== 'https:' && !(allowLocal && protocol === 'http:')) return 'it is not HTTPS'
  if (username || password) return 'it has a user or a password'
  if (IP_ADDRESS.test(hostname))
    return allowLocal && LOOPBACK.test(hostname) ? undefined : 'its host is an IP address'
  // A name may end with a dot.
  const labels = hostname.split('.').filter((label) => label !== '')
  if (RESERVED.has(labels.at(-1) ?? '')) return allowLocal ? undefined : 'its host is a reserved name'
  return labels.length > 1 ? undefined : 'its host is not a public name'
}
