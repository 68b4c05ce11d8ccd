/** A facet as each peer makes it; `did` holds the handle, since nobody is asked for DIDs here. */
export interface DetectedFacet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number }
  readonly features: readonly {
    readonly $type?: string
    readonly did?: string
    readonly uri?: string
    readonly tag?: string
  }[]
}

/** What a peer's `detection.ts` exports as `detect`: from the text of a post to its facets. */
export type Detect = (text: string) => readonly DetectedFacet[]
