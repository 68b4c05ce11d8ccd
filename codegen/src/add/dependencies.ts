import { documentOf } from '../model/document.ts'
import { partsOf } from '../model/definition.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { targetsOf } from '../plan/sent-only.ts'
import { checkDocument } from '../read-lexicon/check-document.ts'
import type { RawDocument } from '../read-lexicon/raw-document.ts'
import { toDocument } from '../read-lexicon/to-document.ts'

/** The ids of the documents that a document refers to. Throws InputError if it does not keep to the language. */
export function dependenciesOf(raw: RawDocument): string[] {
  const problems: Problem[] = []
  const checked = checkDocument(raw, problems)
  if (!checked) throw new InputError(problems)
  const targets = toDocument(checked).definitions.flatMap((definition) =>
    partsOf(definition).flatMap(({ schema }) => targetsOf(schema)),
  )
  return [...new Set(targets.map(documentOf))].filter((id) => id !== checked.id)
}
