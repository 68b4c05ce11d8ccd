import type { BlobModel, BytesModel, FileModel } from '../../model/schema.ts'
import { literal, objectCode } from '../code.ts'
import { bounds, factsOf, type KindEmitter } from '../kind.ts'

export const bytesKind: KindEmitter<BytesModel> = {
  type: (_, scope) => scope.runtimeType('Bytes'),
  schema: ({ minLength, maxLength }, scope) =>
    `${scope.runtime('bytes')}(${bounds({ minLength, maxLength })})`,
  surface: () => 'bytes',
  facts: ({ minLength, maxLength }) =>
    factsOf({ minLength, maxLength }, { minLength: 'bytes', maxLength: 'bytes' }),
}

export const blobKind: KindEmitter<BlobModel> = {
  type: (_, scope) => scope.runtimeType('BlobRef'),
  schema({ accept, maxSize }, scope) {
    const constraints = Object.entries({ accept, maxSize }).filter(([, value]) => value !== undefined)
    const members = constraints.map(([name, value]) => [name, literal(value)] as const)
    return `${scope.runtime('blob')}(${members.length === 0 ? '' : objectCode(members)})`
  },
  surface: () => 'blob',
  facts: ({ accept, maxSize }) => factsOf({ accept, maxSize }, { maxSize: 'bytes' }),
}

export const fileKind: KindEmitter<FileModel> = {
  type: (_, scope) => scope.runtimeType('BinaryBody'),
  schema: (_, scope) => `${scope.runtime('file')}()`,
  surface: () => 'file',
  facts: () => [],
}
