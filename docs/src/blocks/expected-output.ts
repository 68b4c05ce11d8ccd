import type { Block } from './extract.ts'

/** What the comments behind a block's `console.log(…)` say that it prints. */
export function expectedOutput({ pieces }: Block): string[] {
  return pieces.flatMap(({ code }) =>
    [...code.matchAll(/(?:console\.log\(.*|^\s*)\) \/\/ (.+)$/gm)].flatMap(([, text]) => text ?? []),
  )
}
