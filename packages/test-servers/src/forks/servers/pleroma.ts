/** Pleroma and Akkoma: no limits of media, no translation, and a source without a language. */
import { owner, pleroma as answers, post } from '../answers/pleroma.ts'
import { configuration, instanceV1, instanceV2, MEDIA, without } from '../instances.ts'
import { isObject } from '../../mastodon/document.ts'
import type { Fork } from '../types.ts'

const VERSION = '2.7.2 (compatible; Pleroma 2.7.0)'

const reaction: unknown = answers.find(({ what }) => what === 'a reaction as a notification')?.answer

const limits = without(MEDIA, 'image_matrix_limit', 'video_frame_rate_limit', 'video_matrix_limit')

export const pleroma: Fork = {
  name: 'Pleroma',
  software: { name: 'pleroma', version: '2.7.0' },
  instanceV1: instanceV1(VERSION),
  instanceV2: instanceV2(VERSION, {
    configuration: without(configuration({ media_attachments: limits }), 'translation'),
  }),
  account: owner,
  source: { note: '', fields: [], sensitive: false, privacy: 'public', pleroma: { discoverable: true } },
  post,
  notifications: Array.isArray(reaction) ? reaction.filter(isObject) : [],
  list: {},
  nextId: (count) => `AbCdEf${count}`,
  links: 'both',
}
