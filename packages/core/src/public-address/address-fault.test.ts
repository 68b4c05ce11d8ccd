import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFault } from './address-fault.ts'

/** Ways to write one of the hosts that are not public. */
const LOCAL_IPS = ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', '[::1]', '127.0.0.1.']
const OTHER_IPS = [
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '8.8.8.8',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[fe80::1]',
  '[fd00::1]',
  '[2001:4860:4860::8888]',
]
const RESERVED = [
  'localhost',
  'LOCALHOST.',
  'a.localhost',
  'printer.local',
  'metadata.google.internal',
  'router.home.arpa',
  '1.0.0.127.in-addr.arpa',
  'abc.onion',
  'handle.invalid',
  'a.alt',
  'www.example',
  'pds.test',
  'ｌocalhost',
]

describe('an address that the network names', () => {
  test.each([
    'https://example.com',
    'https://pds.example.com:8443/path?q',
    'https://xn--bcher-kva.example.com',
  ])('%s may be asked', (address) => expect(addressFault(address)).toBeUndefined())

  test.each([
    ['http://example.com', 'it is not HTTPS'],
    ['ftp://example.com', 'it is not HTTPS'],
    ['https://user@example.com', 'it has a user or a password'],
    ['https://:secret@example.com', 'it has a user or a password'],
    ['https://intranet', 'its host is not a public name'],
    ['example.com', 'it is no URL'],
    ['https://', 'it is no URL'],
    ...[...LOCAL_IPS, ...OTHER_IPS].map((host) => [`https://${host}/`, 'its host is an IP address']),
    ...RESERVED.map((host) => [`https://${host}:41137/`, 'its host is a reserved name']),
  ])('%s may not: %s', (address, fault) => {
    expect(addressFault(address)).toBe(fault)
    expect(addressFault(address)).not.toContain('secret')
  })

  test('may be loopback, http or of a reserved name for development only', () => {
    for (const host of [...LOCAL_IPS, ...RESERVED])
      expect(addressFault(`http://${host}:2583/`, { allowLocal: true })).toBeUndefined()
    expect(addressFault('http://example.com', { allowLocal: true })).toBeUndefined()
    for (const host of [...OTHER_IPS, 'intranet', 'user@localhost'])
      expect(addressFault(`http://${host}/`, { allowLocal: true })).toBeDefined()
  })

  test('is never an IP address, however that is written', () => {
    const part = fc.oneof(
      fc.nat({ max: 255 }).map(String),
      fc.nat({ max: 255 }).map((n) => `0x${n.toString(16)}`),
      fc.nat({ max: 255 }).map((n) => `0${n.toString(8)}`),
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        expect(addressFault(`https://${parts.join('.')}/`)).toBe('its host is an IP address')
      }),
    )
  })
})
