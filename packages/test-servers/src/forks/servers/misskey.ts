/** Servers of Misskey's kind: no frame rates, no languages, notifications of their own; Sharkey once had no source. */
import { author, notification, post } from '../answers/misskey.ts'
import {
  configuration,
  instanceV1,
  instanceV2,
  MEDIA,
  POLLS,
  SOURCE,
  STATUSES,
  without,
} from '../instances.ts'
import type { Fork } from '../types.ts'

const limits = without(MEDIA, 'video_frame_rate_limit')

function likeMisskey(name: string, software: string, version: string): Fork {
  const text = `4.2.1 (compatible; ${name} ${version})`
  const first = instanceV1(text, {
    configuration: { statuses: STATUSES, media_attachments: limits, polls: POLLS },
  })
  return {
    name,
    software: { name: software, version },
    instanceV1: without(first, 'languages'),
    instanceV2: undefined,
    account: author,
    source: { ...SOURCE, language: '' },
    post,
    notifications: ['favourite', 'reaction', 'bite'].map(notification),
    list: { exclusive: false },
    nextId: (count) => `9xyz${count}`,
    links: 'both',
  }
}

export const iceshrimp = likeMisskey('Iceshrimp', 'iceshrimp', '2023.12')
export const catodon = likeMisskey('Catodon', 'catodon', '24.05')
export const iceshrimpNet = likeMisskey('Iceshrimp.NET', 'Iceshrimp.NET', '2024.1')

export const sharkey: Fork = {
  ...likeMisskey('Sharkey', 'sharkey', '2024.3'),
  instanceV1: instanceV1('3.0.0 (compatible; Sharkey 2024.3)'),
  instanceV2: instanceV2('3.0.0 (compatible; Sharkey 2024.3)', { configuration: configuration() }),
  source: undefined,
}
