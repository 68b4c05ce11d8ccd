import fc, { type GeneratorValue } from 'fast-check'

/** A construct together with a value that fits it, and values that are wrong in one place. */
export interface Grown {
  schema: Record<string, unknown>
  valid: unknown
  invalid: unknown[]
  /** Data without a description may be null. */
  takesNull?: boolean
}

/** A definition that others may refer to. */
export interface GrownDefinition extends Grown {
  name: string
}

const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const LETTERS = ['a', 'Z', '7', ' ', 'é', '日', '👍🏽', "'", '\\', '`', '*/', '${']

const FORMATS: Record<string, string> = {
  'at-identifier': 'did:plc:abc',
  'at-uri': 'at://alice.example/com.example.note/1',
  cid: CID,
  datetime: '2026-01-31T12:00:00Z',
  did: 'did:web:example.com',
  handle: 'alice.example',
  language: 'de-CH',
  nsid: 'com.example.note',
  'record-key': 'self',
  tid: '3jzfcijpj2z2a',
  uri: 'https://example.com',
}

/** Grows constructs of every kind, drawing on a source of chance. */
export class Grower {
  readonly #g: GeneratorValue
  readonly #id: string
  readonly #definitions: GrownDefinition[]

  constructor(g: GeneratorValue, id: string, definitions: GrownDefinition[]) {
    this.#g = g
    this.#id = id
    this.#definitions = definitions
  }

  /** Any construct that may stand in a property. */
  any(depth: number): Grown {
    const flat = [
      () => this.#string(),
      () => this.#choice('string', ['a', "it's", 'b c']),
      () => this.#choice('integer', [1, -2, 30]),
      () => this.#format(),
      () => this.#integer(),
      () => this.#boolean(),
      () => this.#bytes(),
      () => this.#blob(),
      () => ({ schema: { type: 'cid-link' }, valid: { $link: CID }, invalid: [{}, CID, { $link: 'x' }] }),
      () => ({
        schema: { type: 'unknown' },
        valid: { a: [1, null] },
        invalid: [{ a: 0.5 }, { b: { $link: 'x' } }],
        takesNull: true,
      }),
    ]
    const nested = [() => this.#array(depth), () => this.object(depth - 1)]
    const referring = [() => this.#ref(), () => this.#union()]
    const makers = [...flat, ...(depth > 0 ? nested : []), ...(this.#definitions.length > 0 ? referring : [])]
    return this.#pick(makers)()
  }

  object(depth: number): Grown {
    const count = this.#int(0, 4)
    const properties: Record<string, unknown> = {}
    const valid: Record<string, unknown> = {}
    const invalid: unknown[] = [null, [], 'an object']
    const [required, nullable]: [string[], string[]] = [[], []]
    const grown = Array.from({ length: count }, (_, index) => {
      const name = this.#pick(['plain', 'with-dash', 'a.b', '$x', '1st', 'class', 'ünï', "it's"]) + index
      return { name, ...this.any(depth) }
    })
    for (const { name, schema, valid: value } of grown) {
      properties[name] = schema
      valid[name] = value
      if (this.#flip()) required.push(name)
      if (this.#flip()) nullable.push(name)
    }
    for (const { name, invalid: wrong, takesNull } of grown) {
      const faults: unknown[] = wrong.filter((value) => value !== null).slice(0, 4)
      if (!nullable.includes(name) && !takesNull) faults.push(null)
      for (const value of faults) invalid.push({ ...valid, [name]: value })
      if (!required.includes(name)) continue
      const { [name]: _, ...without } = valid
      invalid.push(without)
    }
    for (const name of Object.keys(valid)) {
      if (!required.includes(name) && this.#int(0, 3) === 0) delete valid[name]
      else if (nullable.includes(name) && this.#int(0, 3) === 0) valid[name] = null
    }
    return { schema: { type: 'object', required, nullable, properties }, valid, invalid }
  }

  #string(): Grown {
    const letters = Array.from({ length: this.#int(0, 6) }, () => this.#pick(LETTERS))
    const valid = letters.join('')
    const bytes = Buffer.byteLength(valid)
    const graphemes = [...new Intl.Segmenter().segment(valid)].length
    const schema: Record<string, unknown> = { type: 'string' }
    const invalid: unknown[] = [7, null, [valid]]
    if (this.#flip()) {
      schema['maxLength'] = bytes
      invalid.push(`${valid}a`)
    }
    if (this.#flip()) {
      schema['maxGraphemes'] = graphemes
      invalid.push(`${valid}b`)
    }
    if (valid !== '' && this.#flip()) {
      schema['minLength'] = bytes
      invalid.push('')
    }
    if (valid !== '' && this.#flip()) {
      schema['minGraphemes'] = graphemes
      invalid.push('')
    }
    if (this.#flip()) schema['knownValues'] = ['red', "gr'een"]
    return { schema, valid, invalid }
  }

  #choice(type: string, values: (string | number)[]): Grown {
    const valid = this.#pick(values)
    const fixed = this.#flip()
    const others: unknown[] = fixed ? values.filter((value) => value !== valid) : []
    const foreign = [type === 'string' ? 'none of them' : 99, type === 'string' ? 1 : '1', null]
    return {
      schema: fixed ? { type, const: valid } : { type, enum: values },
      valid,
      invalid: [...others, ...foreign],
    }
  }

  #format(): Grown {
    const [format, valid] = this.#pick(Object.entries(FORMATS))
    return { schema: { type: 'string', format }, valid, invalid: ['', 'no such thing', 7] }
  }

  #integer(): Grown {
    const valid = this.#int(-1000, 1000)
    const schema: Record<string, unknown> = { type: 'integer' }
    const invalid: unknown[] = ['7', 0.5, null]
    if (this.#flip()) {
      schema['minimum'] = valid
      invalid.push(valid - 1)
    }
    if (this.#flip()) {
      schema['maximum'] = valid
      invalid.push(valid + 1)
    }
    return { schema, valid, invalid }
  }

  #boolean(): Grown {
    const valid = this.#flip()
    const fixed = this.#flip()
    return {
      schema: fixed ? { type: 'boolean', const: valid } : { type: 'boolean' },
      valid,
      invalid: ['true', 0, ...(fixed ? [!valid] : [])],
    }
  }

  #bytes(): Grown {
    const size = this.#int(0, 9)
    const encode = (length: number) => ({
      $bytes: Buffer.alloc(length).toString('base64').replace(/=+$/, ''),
    })
    const schema: Record<string, unknown> = { type: 'bytes' }
    const invalid: unknown[] = ['AAA', {}, { $bytes: '?' }]
    if (this.#flip()) {
      schema['maxLength'] = size
      invalid.push(encode(size + 1))
    }
    if (size > 0 && this.#flip()) {
      schema['minLength'] = size
      invalid.push(encode(size - 1))
    }
    return { schema, valid: encode(size), invalid }
  }

  #blob(): Grown {
    const make = (mimeType: string, size: number) => ({ $type: 'blob', ref: { $link: CID }, mimeType, size })
    const schema: Record<string, unknown> = { type: 'blob' }
    const invalid: unknown[] = [{}, CID, make('image/png', 0.5)]
    if (this.#flip()) {
      schema['maxSize'] = 100
      invalid.push(make('image/png', 101))
    }
    if (this.#flip()) {
      schema['accept'] = ['text/plain', 'image/*']
      invalid.push(make('video/mp4', 1))
    }
    return { schema, valid: make('image/png', 100), invalid }
  }

  #array(depth: number): Grown {
    const { schema: items, valid: item, invalid: wrong } = this.any(depth - 1)
    const length = this.#int(0, 3)
    const valid = Array.from({ length }, () => item)
    const schema: Record<string, unknown> = { type: 'array', items }
    const invalid: unknown[] = [{}, null, ...wrong.slice(0, 3).map((value) => [...valid.slice(1), value])]
    if (this.#flip()) {
      schema['maxLength'] = Math.max(length, 1)
      invalid.push([item, item, item, item])
    } else if (length > 0) {
      schema['minLength'] = length
      invalid.push([])
    }
    return { schema, valid, invalid }
  }

  #ref(): Grown {
    const { name, ...grown } = this.#pick(this.#definitions)
    return { ...grown, schema: { type: 'ref', ref: `${this.#pick(['', this.#id])}#${name}` } }
  }

  #union(): Grown {
    const objects = this.#definitions.filter(({ schema }) => schema['type'] === 'object')
    if (objects.length === 0) return this.#boolean()
    const chosen = this.#pick(objects)
    const closed = this.#flip()
    const tag = { $type: `${this.#id}#${chosen.name}` }
    const wrong = chosen.invalid
      .filter((value) => isPlain(value))
      .map((value) => ({ ...(value as object), ...tag }))
    return {
      schema: { type: 'union', refs: objects.map(({ name }) => `#${name}`), closed },
      valid: { ...(chosen.valid as object), ...tag },
      invalid: [7, chosen.valid, ...wrong, ...(closed ? [{ $type: 'com.example.later' }] : [])],
    }
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#int(0, items.length - 1)] as T
  }

  #int(min: number, max: number): number {
    return this.#g(fc.integer, { min, max })
  }

  #flip(): boolean {
    return this.#g(fc.boolean)
  }
}

/** Grows a document: some definitions that refer to those before them, and a main one. */
export function growLexicon(
  g: GeneratorValue,
  id: string,
): { defs: Record<string, unknown>; grown: GrownDefinition[] } {
  const definitions: GrownDefinition[] = []
  const grower = new Grower(g, id, definitions)
  for (let count = g(fc.integer, { min: 1, max: 4 }); count > 0; count--) {
    const grown = g(fc.boolean) ? grower.object(2) : grower.any(2)
    definitions.push({ name: `def${definitions.length}`, ...grown })
  }
  definitions.push({ name: 'main', ...grower.object(3) })
  return {
    defs: Object.fromEntries(definitions.map(({ name, schema }) => [name, schema])),
    grown: definitions,
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
