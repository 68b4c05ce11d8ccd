/**
 * What is done with something in each place where it is shown. `blur` covers it until the user asks for it, `alert` puts
 * a warning beside it, `inform` a neutral note; a place that is not named shows it as it is.
 */
export interface ModerationBehavior {
  /** An account in a list of accounts. */
  profileList?: 'blur' | 'alert' | 'inform'
  /** An account on its own page. */
  profileView?: 'blur' | 'alert' | 'inform'
  avatar?: 'blur' | 'alert'
  banner?: 'blur'
  displayName?: 'blur'
  /** A post, a feed or a list in a list of such. */
  contentList?: 'blur' | 'alert' | 'inform'
  /** A post, a feed or a list on its own page. */
  contentView?: 'blur' | 'alert' | 'inform'
  /** The pictures and videos of a post. */
  contentMedia?: 'blur'
}

/** A place where something is shown. */
export type ModerationContext = keyof ModerationBehavior

/** An account that is blocked, blocks, or is blocked by whoever quotes it. */
export const BLOCK_BEHAVIOR: ModerationBehavior = {
  profileList: 'blur',
  profileView: 'alert',
  avatar: 'blur',
  banner: 'blur',
  contentList: 'blur',
  contentView: 'blur',
}

/** An account that is muted. */
export const MUTE_BEHAVIOR: ModerationBehavior = {
  profileList: 'inform',
  profileView: 'alert',
  contentList: 'blur',
  contentView: 'inform',
}

/** A post that was hidden, or has a muted word. */
export const HIDE_BEHAVIOR: ModerationBehavior = { contentList: 'blur', contentView: 'blur' }
