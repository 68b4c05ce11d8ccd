import assert from 'node:assert/strict'
import type { Check } from '../types.ts'

const area = 'instance'

export const instance: readonly Check[] = [
  {
    area,
    name: 'tells what it is',
    core: true,
    async run(client) {
      const { software = 'unknown', softwareVersion = '', version, source } = await client.server()
      assert.notEqual(source, 'none', 'the server does not tell what it is')
      return `${software} ${softwareVersion}, speaks ${version ?? 'no version of Mastodon'} (${source})`
    },
  },
  {
    area,
    name: 'description',
    core: true,
    async run(client) {
      const { uri, title } = await client.api.v1.instance.get()
      assert.ok(uri, 'uri is empty')
      return title
    },
  },
  {
    area,
    name: 'description, second version',
    async run(client) {
      const { domain } = await client.api.v2.instance.get()
      assert.ok(domain, 'domain is empty')
    },
  },
  { area, name: 'rules', run: (client) => client.api.v1.instance.rules.get() },
  {
    area,
    name: 'extended description',
    run: (client) => client.api.v1.instance.extended_description.get(),
  },
  { area, name: 'privacy policy', run: (client) => client.api.v1.instance.privacy_policy.get() },
  {
    area,
    name: 'languages of translation',
    run: (client) => client.api.v1.instance.translation_languages.get(),
  },
  {
    area,
    name: 'custom emoji',
    async run(client) {
      const { length } = await client.api.v1.custom_emojis.get()
      return `${length} found`
    },
  },
  { area, name: 'blocked domains', run: (client) => client.api.v1.instance.domain_blocks.get() },
  { area, name: 'announcements', run: (client) => client.api.v1.announcements.get() },
  {
    area,
    name: 'NodeInfo',
    async run(client) {
      const { links } = await client['.well-known'].nodeinfo.get()
      assert.ok(links.length > 0, 'there are no links')
    },
  },
]
