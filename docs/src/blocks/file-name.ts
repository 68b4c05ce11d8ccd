/** The file of a block or of a page's rows, in one folder: `guide.records.12.ts`. */
export function fileName(page: string, line?: number): string {
  return [page.replaceAll('/', '.'), ...(line === undefined ? [] : [line]), 'ts'].join('.')
}
