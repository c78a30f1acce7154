import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { operation } from '@/lib/contract/operation'
import { newId } from '@/lib/kernel/id'
import { LOCALES } from '@/lib/kernel/locale'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { grantableIn, isPermission } from '@/lib/rights/catalogue'
import { closureOf } from '@/lib/rights/grantable'
import { isTemplate, TEMPLATE_KEYS } from '@/lib/rights/templates'
import { refuse } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import { MOST_ROLES } from '../bounds'
import { proposeChange } from '../changes/propose-change'
import { editTemplateInput } from '../schema'

/**
 * Proposes a role of the company's own: a new one, another content or name, or its end; with everything that its
 * functions need. The review shows whom it concerns (A12). @throws NotFound for a role of another company.
 */
export const editTemplate = operation({
  key: 'grants.edit_template',
  permission: 'template:edit',
  input: editTemplateInput,
  audit: [],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const known = await loadOwnTemplates(actor, context.sql)
    const old = known.find(({ id }) => id === input.id)
    if (input.id && (!old || old.retired)) throw new NotFound(`role ${input.id}`)
    if (!old && asTemplates(known).size >= MOST_ROLES)
      return refuse('grants.too_many_roles', { values: { most: MOST_ROLES } })
    const offered = grantableIn(actor.subject.companyKind)
    const functions = [...closureOf(input.functions)].filter((fn) => offered.includes(fn))
    if (functions.length === 0 && !(input.retire && old)) return refuse('grants.nothing_chosen')
    // In files a role is known by its name.
    if (isTemplate(input.name) || isPermission(input.name))
      return refuse('grants.name_taken', { field: 'name' })
    if (input.name !== old?.name && isNameOfOurs(input.name))
      return refuse('grants.name_ours', { field: 'name' })
    const proposal = {
      template: {
        ...{ id: old?.id ?? newId(), name: input.name, meant: input.meant || null },
        ...{ functions: input.retire ? (old?.functions ?? []) : functions, version: old ? input.version : 0 },
        asks: input.retire ? (old?.asks ?? []) : input.asks.filter((fn) => functions.includes(fn)),
        retire: input.retire && old !== undefined,
      },
    }
    return proposeChange(actor, { kind: 'template_changed', proposal }, context)
  },
})

/** Letters as they are read: capitals, width and spaces do not tell two names apart. */
const read = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Whether people would take a name for one of our roles, in any of the portal's languages: colleagues read others. */
const isNameOfOurs = (name: string): boolean =>
  LOCALES.some((locale) =>
    (['main_administrator', ...TEMPLATE_KEYS] as const).some(
      (key) => read(translator(locale)(`rights.templates.${key}.name`)) === read(name),
    ),
  )
