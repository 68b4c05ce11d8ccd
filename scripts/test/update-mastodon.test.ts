import { describe, expect, test } from 'vitest'
import { loadSpec } from '../../specs/mastodon/src/load.ts'
import { DIR } from '../../specs/mastodon/src/run.ts'
import { tinySpec } from '../../specs/mastodon/src/tiny.ts'
import { findLacking } from '../update-mastodon/find-lacking.ts'
import { readDocumentation, readEntities, readMethods } from '../update-mastodon/read-documentation.ts'
import { taskFor } from '../update-mastodon/show-lacking.ts'
import { temporaryFolder } from './support/folder.ts'

const METHODS = `---
title: cats
---

## List them {#get}

\`\`\`http
GET https://mastodon.example/api/v1/cats HTTP/1.1
\`\`\`

**Version history:**\\
1.0.0 - added\\
1.5.0 - also pages backwards

#### Request
##### Query parameters

min_id
: String. Where to begin.

colour[]
: Array of String. Which ones.

## Feed one {#feed}

\`\`\`http
POST /api/v1/cats/:id/feed HTTP/1.1
\`\`\`

**Version history:**\\
4.7.0 - added

##### Form data parameters

food
: {{<required>}} String. What to give.

#### Response
##### 200: OK

not_a_parameter
: nobody reads this
`

const ENTITIES = `---
title: Cat
---

## Example

### \`none\` of this counts

## Attributes {#attributes}

### \`mood\` {#mood}

**Version history:**\\
1.0.0 - added

### \`tail\` {{%optional%}} {#tail}

**Version history:**\\
4.7.0 - added

#### \`tail[length]\` {#tail-length}

## Kitten entity attributes {#Kitten}

### \`age\` {#age}
`

describe('a page of methods', () => {
  const documented = readMethods(METHODS)

  test('tells of operations, by paths whose parameters have no names', () => {
    expect(documented.filter(({ kind }) => kind === 'operation')).toEqual([
      { kind: 'operation', operation: 'GET /api/v1/cats', since: '1.0.0' },
      { kind: 'operation', operation: 'POST /api/v1/cats/{}/feed', since: '4.7.0' },
    ])
  })

  test('tells of parameters of requests only', () => {
    expect(documented.filter(({ kind }) => kind === 'parameter')).toEqual([
      { kind: 'parameter', operation: 'GET /api/v1/cats', place: 'query', name: 'min_id' },
      { kind: 'parameter', operation: 'GET /api/v1/cats', place: 'query', name: 'colour' },
      { kind: 'parameter', operation: 'POST /api/v1/cats/{}/feed', place: 'form', name: 'food' },
    ])
  })
})

test('a page of entities tells of the fields of each, with what is inside them', () => {
  expect(readEntities(ENTITIES)).toEqual([
    { kind: 'field', entity: 'Cat', path: ['mood'], since: '1.0.0' },
    { kind: 'field', entity: 'Cat', path: ['tail'], since: '4.7.0' },
    { kind: 'field', entity: 'Cat', path: ['tail', 'length'], since: undefined },
    { kind: 'field', entity: 'Kitten', path: ['age'], since: undefined },
  ])
})

test('what is lacking is told by version, newest first, and once', () => {
  const documented = [...readMethods(METHODS), ...readEntities(ENTITIES)]
  const task = taskFor(findLacking(documented, tinySpec(), { Kitten: 'Cat' }))
  expect(task?.body.split('\n').filter((line) => /^(?:###|-)/.test(line))).toEqual([
    '### 4.7.0',
    '- [ ] `POST /api/v1/cats/{}/feed`',
    '- [ ] `Cat`, field `tail`',
    '### No version stated',
    '- [ ] `GET /api/v1/cats`, query parameter `colour`',
    '- [ ] `Kitten`, field `age`',
  ])
})

test('nothing lacking is no task', () => {
  expect(taskFor([])).toBeUndefined()
})

test('names as the documentation writes them are found in the real document', () => {
  const field = (entity: string, ...path: string[]) => ({ kind: 'field', entity, path }) as const
  const known = [
    field('Status', 'content'),
    field('Admin::Account', 'ip'),
    field('CredentialAccount', 'display_name'),
    field('CredentialAccount', 'source', 'note'),
    field('Trends::Link', 'history', 'day'),
    ...readMethods(
      '## One\nGET https://mastodon.example/api/v1/lists/:id/accounts HTTP/1.1\n##### Query parameters\nlimit\n: Integer.\n',
    ),
  ]
  expect(findLacking(known, loadSpec(DIR), {})).toEqual([])
  const unknown = [field('Status', 'smell'), field('CredentialAccount', 'source', 'smell')]
  expect(findLacking(unknown, loadSpec(DIR), {})).toEqual(unknown)
})

test('a folder is read page by page, and one without documentation is refused', async () => {
  await using folder = await temporaryFolder({
    'content/en/methods/cats.md': METHODS,
    'content/en/methods/_index.md': METHODS,
    'content/en/entities/Cat.md': ENTITIES,
  })
  expect(readDocumentation(folder.path)).toHaveLength(9)
  await using empty = await temporaryFolder({ 'README.md': '' })
  expect(() => readDocumentation(empty.path)).toThrow('expected content/en/methods')
})
