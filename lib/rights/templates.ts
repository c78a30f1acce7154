import { NUMBER_PERMISSIONS, type Permission } from './catalogue'

/** Named bundles of functions that can be granted as one (TMF672 userRole). */
export const TEMPLATES = {
  user_administrator: [
    'user:view',
    'user:create',
    'user:edit',
    'user:suspend',
    'user:reactivate',
    'user:leave',
    'temporary_password:reissue',
    'session:end',
    'second_factor:remove',
    'right:view',
    'right:grant',
    'access_review:run',
    'approval:decide',
    'audit:view',
  ],
  fleet_manager: [
    'line:view',
    'line:edit',
    'sim_codes:view',
    'line:block',
    'line:unblock',
    'service:switch',
    'roaming:switch',
    'spending_limit:edit',
    'fault:report',
    'request:view',
  ],
  finance: [
    'bill:view',
    'bill:pay',
    'bill:dispute',
    'due_date:extend',
    'bill_delivery:edit',
    'line:view',
    'report:view',
    'report:schedule',
    'request:view',
  ],
  orders: [
    'line:view',
    'line:order',
    'tariff:change',
    'service:switch',
    'roaming:switch',
    'top_up:buy',
    'request:view',
  ],
  auditor: ['line:view', 'bill:view', 'report:view', 'request:view', 'user:view', 'right:view', 'audit:view'],
} as const satisfies Record<string, readonly Permission[]>

export type TemplateKey = keyof typeof TEMPLATES

export const TEMPLATE_KEYS = Object.keys(TEMPLATES) as TemplateKey[]

export const isTemplate = (key: string): key is TemplateKey => Object.hasOwn(TEMPLATES, key)

/** What ceilings of numbers can be set to in one go; the first leaves a line's holder everything. */
export const NUMBER_PRESETS = {
  line_holder: NUMBER_PERMISSIONS,
  see_and_block: ['number:sign_in', 'own_line:view', 'own_usage:view', 'own_line:block'],
  see_only: ['number:sign_in', 'own_line:view', 'own_usage:view', 'own_bill:view'],
  closed: [],
} as const satisfies Record<string, readonly Permission[]>

/** What a number's holder does to its own line, where a user does it to any: the same operation. */
export const OWN_OF: Partial<Record<Permission, Permission>> = {
  'line:view': 'own_line:view',
  'line:edit': 'own_line:label',
  'line:block': 'own_line:block',
  'sim_codes:view': 'own_sim_codes:view',
  'service:switch': 'own_service:switch',
  'roaming:switch': 'own_roaming:switch',
  'top_up:buy': 'own_top_up:buy',
  'bill:view': 'own_bill:view',
  'fault:report': 'own_fault:report',
}

export type PresetKey = keyof typeof NUMBER_PRESETS
