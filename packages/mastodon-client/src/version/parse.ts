import type { ServerDescription } from '@typefed/core'
import { numbersOf } from './compare.ts'

/** What a version string tells. */
export type ParsedVersion = Pick<ServerDescription, 'software' | 'softwareVersion' | 'version'>

/** Longer ones are no version strings. */
const MAX_LENGTH = 200

/** How forks of Mastodon mark their builds. Of two marks the first in the alphabet counts: it is the one built on the other. */
const FORK = /chuckya|glitch|hometown|fedibird|kmyblue|ecko/gi

/**
 * Reads the `version` of `/api/v1/instance` or `/api/v2/instance`, in the forms that servers are known to write:
 *
 * - Mastodon: `4.2.1`, `4.3.0rc1`, `4.4.0-nightly.2025-06-01`
 * - its forks, in the build metadata: `4.3.0-alpha.3+glitch`, `4.0.2+hometown-1.1.1`, formerly `1.0.7+3.5.5`
 * - other software that names the Mastodon it resembles: `2.7.2 (compatible; Akkoma 3.10.4)`,
 *   `4.0.0 (not true; really snac/2.68)`, `3.5.3+0.17.3+git-3a1b2c4`
 * - other software that names itself only: `takahe/0.9.0`, `0.17.3 git-3a1b2c4`, `0.7.2`
 *
 * `version` is the version of Mastodon. A pre-release counts as what it leads to. Never throws.
 */
export function parseVersion(text: string): ParsedVersion {
  const short = text.slice(0, MAX_LENGTH).trim()
  const level = levelOf(short)
  const software = readParentheses(short, level) ?? readPath(short) ?? readBuild(short, level)
  return { software: undefined, softwareVersion: undefined, version: level, ...software }
}

/** The name of a software as NodeInfo spells names: `Takahē` is `takahe`. */
export function softwareName(name: string): string {
  const plain = name.slice(0, MAX_LENGTH).normalize('NFKD').toLowerCase()
  return plain.replace(/[^a-z0-9.-]/g, '')
}

/** The version of Mastodon that a text begins with. Other software counts from 0, or in years. */
function levelOf(text: string): string | undefined {
  const numbers = numbersOf(text)
  return numbers[0] >= 2 && numbers[0] < 100 ? numbers.join('.') : undefined
}

/** `2.7.2 (compatible; Akkoma 3.10.4)`, `4.0.0 (not true; really snac/2.68)`, `2024.5.0 (Misskey)`. */
function readParentheses(text: string, level: string | undefined): Partial<ParsedVersion> | undefined {
  const [, mark, inner = ''] = /\((compatible; ?|not true; really )?([^;)]*)/i.exec(text) ?? []
  // A remark after a version of Mastodon may be about anything.
  if (!mark && level) return undefined
  const words = inner.split(/[\s/]+/)
  const at = words.findIndex((word, index) => index > 0 && /^v?\d/i.test(word))
  const software = softwareName(words.slice(0, at < 0 ? undefined : at).join(''))
  return software ? { software, softwareVersion: mark ? words[at] : firstWord(text) } : undefined
}

/** `takahe/0.9.0`. */
function readPath(text: string): Partial<ParsedVersion> | undefined {
  const [, name, softwareVersion] = /^([a-z][^\s/]*)\/(\S+)/i.exec(text) ?? []
  return name ? { software: softwareName(name), softwareVersion } : undefined
}

/** A version with build metadata, or without. */
function readBuild(text: string, level: string | undefined): Partial<ParsedVersion> | undefined {
  const [own = '', next = ''] = text.split(/[+\s]+/)
  if (!/^v?\d/i.test(own)) return undefined
  // GoToSocial marks its builds so; told to name a Mastodon, it puts that in front.
  const rest = level ? next : own
  if (rest.startsWith('0.') && /\bgit-/.test(text)) {
    return { software: 'gotosocial', softwareVersion: rest.replace(/-git-.*/, '') }
  }
  if (!level) {
    const base = levelOf(next)
    return { software: base && 'hometown', softwareVersion: own, version: base }
  }
  const [mark] = text.toLowerCase().match(FORK)?.sort() ?? []
  const forkVersion = mark && new RegExp(`${mark}[-.]?v?(\\d[\\w.-]*)`, 'i').exec(text)?.[1]
  return {
    software: mark === 'glitch' ? 'glitch-soc' : (mark ?? 'mastodon'),
    softwareVersion: forkVersion ?? own,
  }
}

function firstWord(text: string): string {
  return text.split(/\s/, 1)[0] ?? ''
}
