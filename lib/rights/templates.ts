import type { FunctionKey } from './catalogue'

/** Named bundles of functions that can be granted as one (TMF672 userRole). */
export const TEMPLATES = {
  user_administrator: [
    'user:view',
    'user:create',
    'user:edit',
    'user:suspend',
    'user:reactivate',
    'temporary_password:reissue',
    'session:end',
    'second_factor:remove',
    'right:grant',
    'audit:view',
  ],
  finance: ['bill:view', 'bill:pay', 'line:view', 'report:view', 'report:schedule'],
} as const satisfies Record<string, readonly FunctionKey[]>

export type TemplateKey = keyof typeof TEMPLATES

export const TEMPLATE_KEYS = Object.keys(TEMPLATES) as TemplateKey[]

export const isTemplate = (key: string): key is TemplateKey => Object.hasOwn(TEMPLATES, key)
