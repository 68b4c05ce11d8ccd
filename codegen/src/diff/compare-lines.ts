/** How two sorted lists of lines differ. */
export interface LineDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Compares two surfaces, each with one fact a line. */
export function compareLines(before: string, after: string): LineDifference {
  const [old, fresh] = [new Set(toLines(before)), new Set(toLines(after))]
  return { added: [...fresh.difference(old)], removed: [...old.difference(fresh)] }
}

function toLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '')
}
