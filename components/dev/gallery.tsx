import { PageHead } from '@/components/ui/card'
import { Fields } from './gallery-fields'
import type { GalleryProps } from './gallery-piece'
import { Shown } from './gallery-shown'
import { Signs } from './gallery-signs'

/** Every component of components/ui in its states, beside its name in the code. */
export const Gallery = (props: GalleryProps) => (
  <>
    <PageHead title={props.t('dev.components')} text={props.t('dev.components_text')} />
    <div className="grid grid-cols-1 gap-6">
      <Signs {...props} />
      <Fields {...props} />
      <Shown {...props} />
    </div>
  </>
)
