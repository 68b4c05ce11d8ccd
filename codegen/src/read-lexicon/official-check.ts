import { lexArray, lexiconDoc, lexObject, lexRef, lexRefUnion } from '@atproto/lexicon'
import { joinPath } from '../model/problem.ts'
import type { Report, WalkedDocument } from './walk-document.ts'

interface Issue {
  readonly code: string
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly expected?: unknown
  readonly received?: unknown
  readonly options?: readonly unknown[]
  readonly unionErrors?: readonly { readonly issues: readonly Issue[] }[]
}

const BY_TYPE: Readonly<Record<string, (typeof lexiconDoc | typeof lexObject)['safeParse']>> = {
  object: (value) => lexObject.safeParse(value),
  array: (value) => lexArray.safeParse(value) as never,
  ref: (value) => lexRef.safeParse(value) as never,
  union: (value) => lexRefUnion.safeParse(value) as never,
}

/** Has the official parser check a document and the parts that were taken out of it. */
export function officialCheck({ document, detached }: WalkedDocument, report: Report): void {
  reportIssues(lexiconDoc.safeParse(document), '', report)
  for (const { path, node } of detached) {
    const parse = BY_TYPE[node['type'] as string]
    if (parse) reportIssues(parse(node), path, report)
  }
}

function reportIssues(
  result: { success: boolean; error?: { issues: readonly unknown[] } },
  at: string,
  report: Report,
): void {
  for (const issue of flatten((result.error?.issues ?? []) as readonly Issue[])) {
    report(issue.path.reduce(joinPath, at), describe(issue))
  }
}

/** Of a choice of forms, only what the nearest one misses says anything. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (!issue.unionErrors) return [issue]
    // The parser gives the paths inside a choice from the definition on, not from the document.
    const definition = issue.path.slice(0, 2)
    const branches = issue.unionErrors.map((branch) =>
      flatten(branch.issues).map((inner) => ({ ...inner, path: [...definition, ...inner.path] })),
    )
    return branches.sort((a, b) => depth(b) - depth(a))[0] ?? [issue]
  })
}

function depth(issues: readonly Issue[]): number {
  const wrongKind = issues.some(({ code }) => code === 'invalid_union_discriminator')
  return wrongKind ? -1 : Math.max(0, ...issues.map(({ path }) => path.length))
}

function describe({ code, message, expected, received, options }: Issue): string {
  if (code === 'invalid_type')
    return received === 'undefined'
      ? `expected ${expected}, got nothing`
      : `expected ${expected}, got ${received}`
  if (code === 'invalid_literal')
    return `expected ${JSON.stringify(expected)}, got ${JSON.stringify(received)}`
  if (options) {
    const got = received === undefined ? '' : `, got ${JSON.stringify(received)}`
    return `expected one of ${options.join(', ')}${got}`
  }
  return message.charAt(0).toLowerCase() + message.slice(1)
}
