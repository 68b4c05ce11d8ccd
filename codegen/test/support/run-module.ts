import { stripTypeScriptTypes } from 'node:module'
import * as runtime from '@typefed/core/lexicon'
import type { Schema } from '@typefed/core/lexicon'

/** Runs the text of a module that imports the runtime only; returns what it exports. */
export function runModule(text: string): Record<string, Schema<unknown>> {
  const alias = /import \* as (\w+) from '@typefed\/core\/lexicon'/.exec(text)?.[1] ?? 'unused'
  const script = stripTypeScriptTypes(text).replace(/^import .*$/gm, '')
  const names = [...script.matchAll(/^export const (\S+)/gm)].map(([, name]) => name)
  const body = `'use strict'\n${script.replaceAll(/^export const/gm, 'const')}\nreturn { ${names.join(', ')} }`
  // oxlint-disable-next-line no-implied-eval -- The text comes from the generator under test.
  return new Function(alias, body)(runtime) as Record<string, Schema<unknown>>
}
