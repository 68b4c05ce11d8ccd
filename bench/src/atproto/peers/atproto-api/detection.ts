import { RichText } from '@atproto/api'
import type { Detect, DetectedFacet } from '../../detection/contract.ts'

export const detect: Detect = (text) => {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  return (rich.facets ?? []) as DetectedFacet[]
}
