import { expectTypeOf, test } from 'vitest'
import type { AtprotoClient, ModerationPrefs } from '../../src/index.ts'
import {
  getModerationPreferences,
  getLabelDefinitions,
  setLabelPreference,
  muteWord,
  hidePost,
  moderateFeedGenerator,
  moderateNotification,
  moderatePost,
  moderateProfile,
  type ModerationDecision,
  type ModerationOptions,
  moderateStatus,
  moderateUserList,
} from '../../src/moderation/index.ts'

test('what the client answers is taken as it comes', () => {
  const program = async (client: AtprotoClient) => {
    const prefs = await getModerationPreferences(client)
    const options: ModerationOptions = {
      userDid: client.did,
      prefs,
      labelDefs: await getLabelDefinitions(client, prefs),
    }
    const { feed } = await client.getTimeline()
    const { notifications } = await client.app.bsky.notification.listNotifications()
    const { followers } = await client.getFollowers('alice.test')
    const { feeds } = await client.app.bsky.feed.getSuggestedFeeds()
    const { lists } = await client.app.bsky.graph.getLists({ actor: 'alice.test' })
    const { convos } = await client.chat.bsky.convo.listConvos()
    return [
      ...feed.map(({ post }) => moderatePost(post, options)),
      ...feed.map(({ post }) => moderateProfile(post.author, options)),
      ...notifications.map((notification) => moderateNotification(notification, options)),
      ...followers.map((profile) => moderateProfile(profile, options)),
      moderateProfile(await client.getProfile('alice.test'), options),
      moderateStatus(await client.getProfile('alice.test'), options),
      ...feeds.map((feed) => moderateFeedGenerator(feed, options)),
      ...lists.map((list) => moderateUserList(list, options)),
      ...convos.flatMap(({ members }) => members.map((member) => moderateProfile(member, options))),
    ]
  }
  expectTypeOf(program).returns.resolves.items.toEqualTypeOf<ModerationDecision>()
})

test('mistakes are seen', () => {
  expectTypeOf<ModerationPrefs['labels']>().toEqualTypeOf<Record<string, 'ignore' | 'warn' | 'hide'>>()
  const program = (client: AtprotoClient, decision: ModerationDecision) => {
    // @ts-expect-error -- no such place
    decision.ui('contentCard')
    // @ts-expect-error -- no such setting
    void setLabelPreference(client, 'nudity', 'show')
    // @ts-expect-error -- a post is named by its URI
    void hidePost(client, { cid: 'a' })
    // @ts-expect-error -- no such group of users
    void muteWord(client, 'cat', { actorTarget: 'following' })
  }
  expectTypeOf(program).toBeFunction()
})
