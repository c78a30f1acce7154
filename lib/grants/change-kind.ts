/** What sort of change of rights it was. */
export type ChangeKind =
  | 'edited'
  | 'numbers_limited'
  | 'template_changed'
  | 'undone'
  | 'copied'
  | 'file'
  | 'asked'
  | 'left'
  | 'substituted'
  | 'reviewed'
