/** What several servers send as another type than Mastodon does. */
import type { ForkAnswer } from './answer.ts'
import { account, status } from './common.ts'

const featured = {
  id: '1',
  name: 'tea',
  url: 'https://server.test/@alice/tagged/tea',
  statuses_count: 3,
  last_status_at: '2026-01-31',
}

const group = {
  group_key: 'favourite-1',
  notifications_count: 1,
  type: 'favourite',
  most_recent_notification_id: 9,
  sample_account_ids: ['3'],
  status_id: null,
}

const subscription = {
  id: 4,
  endpoint: 'https://push.test/a',
  server_key: 'BKo',
  alerts: {
    mention: true,
    status: false,
    reblog: false,
    follow: true,
    follow_request: false,
    favourite: false,
    poll: true,
    update: false,
    'admin.sign_up': false,
    'admin.report': false,
  },
}

export const numbers: ForkAnswer[] = [
  {
    what: 'a number of posts as a number',
    operation: 'listFeaturedTags',
    answer: [featured],
    strict: ['0.statuses_count'],
  },
  {
    what: 'the id of a notification as a number',
    operation: 'listGroupedNotifications',
    answer: { accounts: [account('3')], statuses: [], notification_groups: [group] },
    strict: ['notification_groups.0.most_recent_notification_id'],
  },
  {
    what: 'the id of a subscription as a number',
    operation: 'getPushSubscription',
    answer: subscription,
    strict: ['id'],
  },
  {
    what: 'the id of a post as a number',
    operation: 'getHomeTimeline',
    answer: [{ ...status('1'), id: 1 }],
    strict: ['0.id'],
    lenient: ['0.id'],
  },
  {
    what: 'null for lists',
    operation: 'getHomeTimeline',
    answer: [{ ...status('1'), mentions: null, tags: null }],
    strict: ['0.mentions', '0.tags'],
    lenient: ['0.mentions', '0.tags'],
  },
]
