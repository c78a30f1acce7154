import { Eye } from 'lucide'
import { buttonClass } from '@/components/ui/button-class'
import { Form } from '@/components/ui/form'
import { Icon } from '@/components/ui/icon'
import type { FormAction } from '@/lib/kernel/form'

/** Through whose eyes the portal is looked at, on every page, and how to stop. */
export const ViewBanner = ({ text, stop, action }: { text: string; stop: string; action: FormAction }) => (
  <div
    role="status"
    className="flex flex-wrap items-center justify-between gap-3 bg-attention-tint px-4 py-2 text-attention sm:px-6"
  >
    <p className="flex items-center gap-2">
      <Icon of={Eye} size={18} className="shrink-0" />
      {text}
    </p>
    <Form action={action}>
      <button type="submit" className={buttonClass('quiet')}>
        {stop}
      </button>
    </Form>
  </div>
)
