import { IndentationText, Project, QuoteKind, type StatementStructures } from 'ts-morph'
import type { LexiconPlan } from '../plan/plan.ts'
import { emitModule } from './module.ts'
import { emitRecords, recordsOf } from './records.ts'
import { emitTree } from './tree.ts'

/** A file to be written, its path relative to the output folder. */
export interface EmittedFile {
  readonly path: string
  readonly text: string
}

/** Emits every module of a plan, the tree over them, and the list of records where there are any. */
export function emitFiles(plan: LexiconPlan): EmittedFile[] {
  const print = printer()
  const records = recordsOf(plan)
  return [
    ...plan.documents.map((document) => print(`${document.module}.ts`, emitModule(document, plan))),
    print('tree.ts', emitTree(plan)),
    ...(records.length > 0 ? [print('records.ts', emitRecords(plan, records))] : []),
  ]
}

/** Prints the statements of a file. */
export function printer(): (path: string, statements: StatementStructures[]) => EmittedFile {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  })
  return (path, statements) => ({
    path,
    // Whole files from structures: adding node by node parses again each time, and takes seven times as long.
    text: project.createSourceFile(path, { statements }, { overwrite: true }).getFullText(),
  })
}
