import { loadConfig } from '@typefed/codegen'
import {
  type DefinitionId,
  type Definitions,
  type DocumentModel,
  type Descriptions,
  readDescriptions,
  type StreamingModel,
} from '@typefed/codegen/documents'
import { ROOT } from '../pages/folders.ts'
import { lexiconPlace, type Place, restPlace } from './places.ts'

/** What a part of the reference is made of. */
export interface Model {
  readonly documents: readonly DocumentModel[]
  readonly definitions: Definitions
  /** What a server streams, where that is described. */
  readonly streaming?: StreamingModel
  placeOf(id: DefinitionId): Place
}

export async function readLexiconModel(): Promise<Model> {
  const { documents } = await read('lexicons/upstream.json')
  return { documents, definitions: definitionsOf(documents), placeOf: lexiconPlace }
}

export async function readRestModel(): Promise<Model> {
  const { documents, streaming } = await read('specs/mastodon/typefed.json')
  const places = new Map(
    documents.flatMap((document) => document.definitions.map(({ id }) => [id, restPlace(document, id)])),
  )
  return {
    documents,
    definitions: definitionsOf(documents),
    ...(streaming && { streaming }),
    placeOf(id) {
      const place = places.get(id)
      if (!place) throw new Error(`${id} is not described`)
      return place
    },
  }
}

async function read(config: string): Promise<Descriptions> {
  return readDescriptions(ROOT, await loadConfig(ROOT, config))
}

function definitionsOf(documents: readonly DocumentModel[]): Definitions {
  return new Map(documents.flatMap(({ definitions }) => definitions.map((one) => [one.id, one])))
}
