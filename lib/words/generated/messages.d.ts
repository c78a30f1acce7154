// Written by `npm run words:declare` from messages/en: every sentence, and what it is to be given.
export interface Messages {
  'approvals.title': Nothing
  'approvals.text': Nothing
  'approvals.to_decide': { count: number }
  'approvals.nothing': Nothing
  'approvals.own': Nothing
  'approvals.none': Nothing
  'approvals.all': { count: string | number }
  'approvals.until': Nothing
  'approvals.answered': { text: string | number }
  'approvals.failed': Nothing
  'approvals.look': Nothing
  'approvals.answer': Nothing
  'approvals.approve': Nothing
  'approvals.reject': Nothing
  'approvals.give_day': Nothing
  'approvals.give_good': Nothing
  'approvals.withdraw': Nothing
  'approvals.ask': Nothing
  'approvals.ask_title': Nothing
  'approvals.ask_text': Nothing
  'approvals.ask_for': Nothing
  'approvals.comment': Nothing
  'approvals.comment_hint': Nothing
  'approvals.states.open': Nothing
  'approvals.states.approved': Nothing
  'approvals.states.rejected': Nothing
  'approvals.states.withdrawn': Nothing
  'approvals.states.expired': Nothing
  'approvals.effects.more': { count: number }
  'approvals.effects.no_rights': Nothing
  'approvals.effects.user_created': { account: string | number; email: string | number; mobile: string | number; name: string | number }
  'approvals.effects.password_to': { account: string | number; email: string | number; mobile: string | number }
  'approvals.effects.name': { next: string | number; was: string | number }
  'approvals.effects.email': { next: string | number; was: string | number }
  'approvals.effects.mobile': { next: string | number; was: string | number }
  'approvals.effects.changed_since': { now: string | number }
  'approvals.effects.password_reissued': { account: string | number; email: string | number }
  'approvals.effects.factors_removed': { account: string | number }
  'approvals.effects.way_in': { account: string | number }
  'approvals.effects.user_reactivated': { account: string | number; rights: string | number }
  'approvals.effects.rules_off': { functions: string | number }
  'approvals.effects.rules_on': { functions: string | number }
  'approvals.effects.whom': { people: string | number }
  'approvals.effects.replaces': Nothing
  'approvals.effects.gives': { rights: string | number }
  'approvals.effects.takes': { rights: string | number }
  'approvals.effects.role_new': { name: string | number }
  'approvals.effects.role_changed': { name: string | number }
  'approvals.effects.role_retired': { name: string | number }
  'approvals.effects.role_holders': { count: number }
  'approvals.effects.role_adds': { functions: string | number }
  'approvals.effects.role_removes': { functions: string | number }
  'approvals.effects.role_asks': { functions: string | number }
  'approvals.effects.role_asks_no_longer': { functions: string | number }
  'approvals.effects.all_numbers': Nothing
  'approvals.effects.numbers': { count: number }
  'approvals.effects.numbers_come': { functions: string | number }
  'approvals.effects.numbers_go': { functions: string | number }
  'approvals.effects.substitute': { from: string | number; person: string | number; substitute: string | number; until: string | number }
  'approvals.effects.substitute_holds': { person: string | number; rights: string | number }
  'approvals.effects.usage_taken': { month: string | number; number: string | number }
  'approvals.effects.nothing_left': Nothing
  'approvals.can_decide': { names: string | number }
  'approvals.nobody_decides': Nothing
  'approvals.done.asked': Nothing
  'approvals.done.decided': Nothing
  'approvals.done.withdrawn': Nothing
  'approvals.done.given': Nothing
  'approvals.done.second': Nothing
  'approvals.usage.title': Nothing
  'approvals.usage.text': Nothing
  'approvals.usage.take': { format: string | number }
  'approvals.rules.title': Nothing
  'approvals.rules.text': Nothing
  'approvals.rules.grants': Nothing
  'approvals.rules.warning': Nothing
  'approvals.rules.save': Nothing
  'approvals.lacking': { what: string | number; why: string | number }
  'audit.title': Nothing
  'audit.intro': { company: string | number }
  'audit.columns.when': Nothing
  'audit.columns.who': Nothing
  'audit.columns.what': Nothing
  'audit.columns.details': Nothing
  'audit.columns.seal': Nothing
  'audit.older': Nothing
  'audit.newest': Nothing
  'audit.empty': Nothing
  'audit.reason': { reason: string | number }
  'audit.from': { address: string | number }
  'audit.nothing': Nothing
  'audit.as': { name: string | number; other: string | number }
  'audit.approved_by': { name: string | number; other: string | number }
  'audit.and_more': { count: string | number; list: string | number }
  'audit.systems.payments': Nothing
  'audit.systems.delivery': Nothing
  'audit.systems.demo': Nothing
  'audit.systems.schedules': Nothing
  'audit.proven.password': Nothing
  'audit.proven.sms': Nothing
  'audit.proven.mail': Nothing
  'audit.proven.app': Nothing
  'audit.proven.passkey': Nothing
  'audit.proven.backup': Nothing
  'audit.proven.company': Nothing
  'audit.proven.mfa': Nothing
  'audit.proven.persona': Nothing
  'audit.done_since.title': Nothing
  'audit.done_since.text': Nothing
  'audit.done_since.none': Nothing
  'audit.done_since.more': Nothing
  'audit.actions.company.offer_set': Nothing
  'audit.actions.company.assignment_begun': Nothing
  'audit.actions.company.assignment_ended': Nothing
  'audit.actions.company.main_administrator_ended': { object: string | number }
  'audit.actions.company.main_administrator_registered': { object: string | number }
  'audit.actions.company.user_created': { object: string | number }
  'audit.actions.company.user_edited': { object: string | number }
  'audit.actions.company.contact_change_stopped': { object: string | number }
  'audit.actions.company.contacts_settled': { object: string | number }
  'audit.actions.company.user_suspended': { object: string | number }
  'audit.actions.company.user_sessions_ended': { object: string | number }
  'audit.actions.company.sms_at_sign_in_switched_on': Nothing
  'audit.actions.company.sms_at_sign_in_switched_off': Nothing
  'audit.actions.company.user_reactivated': { object: string | number }
  'audit.actions.company.identity_provider_set': Nothing
  'audit.actions.company.identity_provider_removed': Nothing
  'audit.actions.company.user_factors_removed': { object: string | number }
  'audit.actions.company.temporary_password_reissued': { object: string | number }
  'audit.actions.company.profile_edited': { object: string | number }
  'audit.actions.approvals.asked': { object: string | number }
  'audit.actions.approvals.approved': { object: string | number }
  'audit.actions.approvals.rejected': { object: string | number }
  'audit.actions.approvals.withdrawn': { object: string | number }
  'audit.actions.approvals.rules_set': Nothing
  'audit.actions.grants.review_confirmed': Nothing
  'audit.actions.grants.review_marked': Nothing
  'audit.actions.grants.change_downloaded': { object: string | number }
  'audit.actions.grants.review_downloaded': Nothing
  'audit.actions.grants.substituted': { object: string | number }
  'audit.actions.grants.review_begun': Nothing
  'audit.actions.grants.rights_exported': Nothing
  'audit.actions.grants.edited': { object: string | number }
  'audit.actions.grants.numbers_limited': { object: string | number }
  'audit.actions.grants.template_changed': { object: string | number }
  'audit.actions.grants.undone': { object: string | number }
  'audit.actions.grants.copied': { object: string | number }
  'audit.actions.grants.file': { object: string | number }
  'audit.actions.grants.asked': { object: string | number }
  'audit.actions.grants.left': { object: string | number }
  'audit.actions.grants.reviewed': { object: string | number }
  'audit.actions.subscriptions.line_labelled': { object: string | number }
  'audit.actions.subscriptions.line_edited': { object: string | number }
  'audit.actions.subscriptions.sim_codes_shown': { object: string | number }
  'audit.actions.subscriptions.lines_edited': Nothing
  'audit.actions.subscriptions.lines_freed': { object: string | number }
  'audit.actions.subscriptions.line_moved': { object: string | number }
  'audit.actions.subscriptions.lines_moved': Nothing
  'audit.actions.subscriptions.move_undone': Nothing
  'audit.actions.subscriptions.lines_exported': Nothing
  'audit.actions.subscriptions.lines_delivered': Nothing
  'audit.actions.subscriptions.sim_codes_replaced': Nothing
  'audit.actions.billing.file_delivered': { object: string | number }
  'audit.actions.billing.file_taken': { object: string | number }
  'audit.actions.billing.delivery_retried': { object: string | number }
  'audit.actions.billing.delivery_dismissed': { object: string | number }
  'audit.actions.billing.rows_dismissed': { object: string | number }
  'audit.actions.billing.usage_downloaded': { object: string | number }
  'audit.actions.billing.bills_delivered': Nothing
  'audit.actions.billing.bill_downloaded': { object: string | number }
  'audit.actions.billing.report_downloaded': Nothing
  'audit.actions.billing.payment_started': Nothing
  'audit.actions.billing.payment_settled': Nothing
  'audit.actions.billing.credit_used': Nothing
  'audit.actions.billing.refund_requested': Nothing
  'audit.actions.billing.refund_sent': Nothing
  'audit.actions.billing.refund_failed': Nothing
  'audit.actions.billing.payment_matched': Nothing
  'audit.actions.billing.payment_reversed': Nothing
  'audit.actions.billing.payment_unmatched': Nothing
  'audit.actions.billing.payment_failed': Nothing
  'audit.actions.billing.money_reallocated': Nothing
  'audit.actions.billing.schedule_added': Nothing
  'audit.actions.billing.schedule_ended': Nothing
  'audit.actions.billing.copy_sent': { object: string | number }
  'audit.actions.billing.copy_stopped': { object: string | number }
  'audit.actions.billing.copy_failed': { object: string | number }
  'audit.actions.identity.api_key_created': { object: string | number }
  'audit.actions.identity.api_key_rotated': { object: string | number }
  'audit.actions.identity.api_key_revoked': { object: string | number }
  'audit.actions.identity.api_key_refused': { object: string | number }
  'audit.actions.identity.viewed_as': { object: string | number }
  'audit.actions.identity.view_ended': { object: string | number }
  'audit.actions.identity.signed_in': { object: string | number }
  'audit.actions.identity.password_reset': { object: string | number }
  'audit.actions.identity.provider_in_use': Nothing
  'audit.actions.identity.company_linked': { object: string | number }
  'audit.actions.identity.company_unlinked': { object: string | number }
  'audit.actions.identity.second_factor_added': { object: string | number }
  'audit.actions.identity.second_factor_removed': { object: string | number }
  'audit.actions.identity.backup_codes_renewed': { object: string | number }
  'audit.actions.identity.sessions_ended': { object: string | number }
  'audit.actions.identity.password_changed': { object: string | number }
  'audit.actions.demo.persona_opened': { object: string | number }
  'audit.fields.placed': Nothing
  'audit.fields.created_centres': Nothing
  'audit.fields.placed_accounts': Nothing
  'audit.fields.created_accounts': Nothing
  'audit.fields.gained': Nothing
  'audit.fields.lost': Nothing
  'audit.fields.file': Nothing
  'audit.fields.rows': Nothing
  'audit.fields.written': Nothing
  'audit.fields.previous_until': Nothing
  'audit.fields.kinds': Nothing
  'audit.fields.companies': Nothing
  'audit.fields.sha256': Nothing
  'audit.fields.over_newer': Nothing
  'audit.fields.substitutions': Nothing
  'audit.fields.requests': Nothing
  'audit.fields.from': Nothing
  'audit.fields.until': Nothing
  'audit.fields.removed': Nothing
  'audit.fields.month': Nothing
  'audit.fields.function': Nothing
  'audit.fields.people': Nothing
  'audit.fields.numbers': Nothing
  'audit.fields.rights': Nothing
  'audit.fields.format': Nothing
  'audit.fields.report': Nothing
  'audit.fields.credit': Nothing
  'audit.fields.amount': Nothing
  'audit.fields.currency': Nothing
  'audit.fields.bills': Nothing
  'audit.fields.lines': Nothing
  'audit.fields.holder': Nothing
  'audit.fields.to': Nothing
  'audit.fields.name': Nothing
  'audit.fields.email': Nothing
  'audit.fields.mobile': Nothing
  'audit.fields.language': Nothing
  'audit.fields.template': Nothing
  'audit.fields.declaration': Nothing
  'audit.fields.company': Nothing
  'audit.fields.sessions': Nothing
  'audit.fields.factors': Nothing
  'audit.fields.costCentre': Nothing
  'audit.fields.added': Nothing
  'audit.fields.changed': Nothing
  'audit.fields.moved': Nothing
  'audit.fields.issuer': Nothing
  'audit.fields.address': Nothing
  'audit.fields.clientId': Nothing
  'audit.fields.factor': Nothing
  'audit.fields.status': Nothing
  'audit.fields.label': Nothing
  'audit.fields.functions': Nothing
  'audit.fields.assignment': Nothing
  'audit.fields.ground': Nothing
  'audit.fields.operation': Nothing
  'audit.operations.approvals.give_right': Nothing
  'audit.operations.approvals.set_decidable_rules': Nothing
  'audit.operations.billing.open_usage': Nothing
  'audit.operations.company.create_user': Nothing
  'audit.operations.company.edit_user': Nothing
  'audit.operations.company.reactivate_user': Nothing
  'audit.operations.company.reissue_temporary_password': Nothing
  'audit.operations.company.remove_user_factors': Nothing
  'audit.operations.grants.apply_change': Nothing
  'audit.operations.grants.appoint_substitute': Nothing
  'audit.grounds.declaration': Nothing
  'audit.grounds.offer': Nothing
  'audit.grounds.case': Nothing
  'audit.grounds.support': Nothing
  'bills.title': Nothing
  'bills.intro': { company: string | number }
  'bills.intro_part': { company: string | number }
  'bills.columns.month': Nothing
  'bills.columns.account': Nothing
  'bills.columns.number': Nothing
  'bills.columns.due': Nothing
  'bills.columns.net': Nothing
  'bills.columns.change': Nothing
  'bills.columns.total': Nothing
  'bills.columns.state': Nothing
  'bills.states.all': Nothing
  'bills.states.open': Nothing
  'bills.states.overdue': Nothing
  'bills.states.paid': Nothing
  'bills.sorts.month': Nothing
  'bills.sorts.due': Nothing
  'bills.sorts.total': Nothing
  'bills.sorts.account': Nothing
  'bills.state.credited': Nothing
  'bills.state.sent': Nothing
  'bills.state.partially_paid': Nothing
  'bills.state.overdue': Nothing
  'bills.state.settled': Nothing
  'bills.state.on_hold': Nothing
  'bills.none': Nothing
  'bills.none_part': Nothing
  'bills.nothing': Nothing
  'bills.show_all': Nothing
  'bills.facts': Nothing
  'bills.period': Nothing
  'bills.issued': Nothing
  'bills.debtor': Nothing
  'bills.tax_number': Nothing
  'bills.tax_of': { rate: string | number }
  'bills.credited': Nothing
  'bills.rounding': Nothing
  'bills.corrects': Nothing
  'bills.untaxed.E': Nothing
  'bills.untaxed.AE': Nothing
  'bills.untaxed.O': Nothing
  'bills.paid': Nothing
  'bills.open': Nothing
  'bills.changed.title': { month: string | number }
  'bills.changed.more': { amount: string | number }
  'bills.changed.less': { amount: string | number }
  'bills.changed.same': Nothing
  'bills.changed.first': Nothing
  'bills.changed.credit_note': Nothing
  'bills.changed.all': Nothing
  'bills.changed.net': Nothing
  'bills.reasons.line_new': Nothing
  'bills.reasons.line_gone': Nothing
  'bills.reasons.tariff_changed': Nothing
  'bills.reasons.price_changed': Nothing
  'bills.reasons.part_period': Nothing
  'bills.reasons.added': Nothing
  'bills.reasons.ended': Nothing
  'bills.reasons.more_used': Nothing
  'bills.reasons.less_used': Nothing
  'bills.reasons.once': Nothing
  'bills.reasons.once_before': Nothing
  'bills.why.line_new': { name: string | number }
  'bills.why.line_gone': { name: string | number }
  'bills.why.tariff_changed': { before: string | number; name: string | number }
  'bills.why.price_changed': { name: string | number }
  'bills.why.price_and_quantity': { before: string | number; name: string | number; now: string | number }
  'bills.why.part_period': { before: string | number; name: string | number; now: string | number }
  'bills.why.added': { name: string | number }
  'bills.why.ended': { name: string | number }
  'bills.why.more_used': { before: string | number; name: string | number; now: string | number }
  'bills.why.less_used': { before: string | number; name: string | number; now: string | number }
  'bills.why.once': { name: string | number }
  'bills.why.once_before': { name: string | number }
  'bills.nothing_used': Nothing
  'bills.a_line': Nothing
  'bills.units.piece': Nothing
  'bills.units.month': Nothing
  'bills.units.day': Nothing
  'bills.units.minute': Nothing
  'bills.units.message': Nothing
  'bills.units.megabyte': Nothing
  'bills.kinds.fee': Nothing
  'bills.kinds.option': Nothing
  'bills.kinds.voice': Nothing
  'bills.kinds.message': Nothing
  'bills.kinds.data': Nothing
  'bills.kinds.roaming': Nothing
  'bills.kinds.once': Nothing
  'bills.kinds.instalment': Nothing
  'bills.kinds.purchase': Nothing
  'bills.kinds.discount': Nothing
  'bills.kinds.correction': Nothing
  'bills.by.label': Nothing
  'bills.by.changes': Nothing
  'bills.by.centre': Nothing
  'bills.by.line': Nothing
  'bills.by.kind': Nothing
  'bills.no_centre': Nothing
  'bills.no_line': Nothing
  'bills.cut.name.centre': Nothing
  'bills.cut.name.line': Nothing
  'bills.cut.name.kind': Nothing
  'bills.cut.lines': Nothing
  'bills.cut.was': Nothing
  'bills.cut.net': Nothing
  'bills.cut.credit_note': Nothing
  'bills.cut.change': Nothing
  'bills.download.title': Nothing
  'bills.download.pdf': Nothing
  'bills.download.reminder': Nothing
  'bills.download.csv': Nothing
  'bills.download.xlsx': Nothing
  'bills.download.machine': Nothing
  'bills.download.ubl': Nothing
  'bills.line.centre': Nothing
  'bills.line.number': Nothing
  'bills.line.holder': Nothing
  'bills.line.kind': Nothing
  'bills.line.name': Nothing
  'bills.line.quantity': Nothing
  'bills.line.unit': Nothing
  'bills.line.net': Nothing
  'bills.line.rate': Nothing
  'bills.line.category': Nothing
  'bills.cover.title': Nothing
  'bills.cover.online': Nothing
  'bills.cover.transfer': Nothing
  'bills.cover.credit_note': Nothing
  'bills.cover.older': { count: number }
  'bills.cover.newest': Nothing
  'bills.cover.show_older': Nothing
  'bills.debt.title': Nothing
  'bills.debt.none': Nothing
  'bills.debt.none_part': Nothing
  'bills.debt.overdue': { amount: string | number }
  'bills.debt.in_time': Nothing
  'bills.debt.more': Nothing
  'bills.debt.pay': Nothing
  'bills.debt.pay_part': { amount: string | number }
  'bills.debt.credit': { amount: string | number }
  'bills.debt.credit_text': Nothing
  'bills.pay.title': Nothing
  'bills.pay.all': { amount: string | number }
  'bills.pay.this': { amount: string | number }
  'bills.pay.transfer': Nothing
  'bills.pay.one_by_one': Nothing
  'bills.pay.to': Nothing
  'bills.pay.bank_account': Nothing
  'bills.pay.reference': Nothing
  'bills.pay.amount': Nothing
  'bills.pay.scan': Nothing
  'bills.pay.qr': { amount: string | number }
  'bills.pay.rounded': { amount: string | number }
  'bills.pay.see_all': Nothing
  'bills.pay.came': { amount: string | number }
  'bills.pay.nothing': Nothing
  'bills.pay.paid': Nothing
  'bills.pay.waiting': Nothing
  'bills.pay.failed': Nothing
  'bills.pay.expired': Nothing
  'bills.pay.unmatched': Nothing
  'bills.pay.over': { amount: string | number }
  'bills.pay.reserved': { amount: string | number }
  'bills.pay.under_way': { amount: string | number; at: Date; name: string | number }
  'bills.pay.go_on': Nothing
  'bills.pay.credit_title': Nothing
  'bills.pay.credit_text': Nothing
  'bills.pay.credit_more': { amount: string | number; count: number }
  'bills.pay.credit_use': Nothing
  'bills.pay.credit_back': Nothing
  'bills.pay.refund_requested': { amount: string | number }
  'bills.pay.refund_succeeded': { amount: string | number }
  'bills.pay.refund_failed': { amount: string | number }
  'bills.pay.reversed_open': { account: string | number; amount: string | number; at: Date; open: string | number }
  'bills.pay.reversed_settled': { account: string | number; amount: string | number; at: Date }
  'bills.copy.title': Nothing
  'usage.title': Nothing
  'usage.none': Nothing
  'usage.not_kept': { month: string | number }
  'usage.month': Nothing
  'usage.columns.at': Nothing
  'usage.columns.kind': Nothing
  'usage.columns.other': Nothing
  'usage.columns.where': Nothing
  'usage.columns.quantity': Nothing
  'usage.columns.net': Nothing
  'usage.kinds.voice': Nothing
  'usage.kinds.message': Nothing
  'usage.kinds.data': Nothing
  'usage.home': Nothing
  'usage.this_month': Nothing
  'usage.nothing_yet': Nothing
  'usage.spent': { amount: string | number }
  'usage.limit': { amount: string | number }
  'usage.over': { amount: string | number }
  'usage.left': { left: string | number; total: string | number }
  'usage.unlimited': { used: string | number }
  'usage.until': { when: string | number }
  'usage.as_of': Nothing
  'usage.cost.title': Nothing
  'usage.cost.month': Nothing
  'usage.cost.net': Nothing
  'usage.cost.none': Nothing
  'usage.own_lines': { month: string | number }
  'sim.title': Nothing
  'sim.show': Nothing
  'sim.audited': Nothing
  'sim.warning': Nothing
  'editor.title': Nothing
  'editor.text': Nothing
  'editor.review': Nothing
  'editor.review_hint': Nothing
  'editor.until': { day: string | number }
  'editor.from': { day: string | number }
  'editor.standing_in': { name: string | number }
  'editor.may': { what: string | number; why: string | number }
  'editor.may_not': { what: string | number; why: string | number }
  'editor.yes': Nothing
  'editor.no': Nothing
  'editor.irreversible': Nothing
  'editor.risky': Nothing
  'editor.coming': Nothing
  'editor.places_search': Nothing
  'editor.places_none': Nothing
  'editor.places.people': Nothing
  'editor.places.numbers': Nothing
  'editor.places.who': Nothing
  'editor.places.roles': Nothing
  'editor.places.changes': Nothing
  'editor.places.file': Nothing
  'editor.tabs.can': Nothing
  'editor.tabs.see': Nothing
  'editor.tabs.why': Nothing
  'editor.tabs.history': Nothing
  'editor.people.role': Nothing
  'editor.people.any': Nothing
  'editor.people.none': Nothing
  'editor.people.holds': Nothing
  'editor.people.nothing': Nothing
  'editor.people.more': { count: number }
  'editor.people.choose': { name: string | number }
  'editor.people.change': Nothing
  'editor.people.change_all': Nothing
  'editor.people.over': { place: string | number }
  'editor.people.everywhere': Nothing
  'editor.people.empty': Nothing
  'editor.person.tabs': Nothing
  'editor.person.user': Nothing
  'editor.person.copy': Nothing
  'editor.person.oneself': Nothing
  'editor.person.holds_all': { name: string | number }
  'editor.person.open': Nothing
  'editor.roles.title': Nothing
  'editor.roles.none': Nothing
  'editor.roles.add': Nothing
  'editor.roles.no': Nothing
  'editor.roles.where': Nothing
  'editor.roles.where_hint': Nothing
  'editor.roles.until': Nothing
  'editor.roles.until_hint': Nothing
  'editor.roles.about': Nothing
  'editor.matrix.more_places': Nothing
  'editor.matrix.first_places': Nothing
  'editor.matrix.title': Nothing
  'editor.matrix.text': Nothing
  'editor.matrix.function': Nothing
  'editor.matrix.all': Nothing
  'editor.matrix.impossible': Nothing
  'editor.matrix.from': { source: string | number }
  'editor.matrix.only': Nothing
  'editor.matrix.nothing': Nothing
  'editor.matrix.changed': Nothing
  'editor.matrix.along': Nothing
  'editor.matrix.fell': Nothing
  'editor.matrix.find': Nothing
  'editor.add_place.title': Nothing
  'editor.add_place.add': { place: string | number }
  'editor.see.title': Nothing
  'editor.see.text': Nothing
  'editor.see.nothing': Nothing
  'editor.see.own': Nothing
  'editor.see.both': Nothing
  'editor.why.title': { name: string | number }
  'editor.why.function': Nothing
  'editor.why.every': Nothing
  'editor.why.object': Nothing
  'editor.why.ask': Nothing
  'editor.why.about': { place: string | number }
  'editor.why.who': Nothing
  'editor.why.change': Nothing
  'editor.who.text': Nothing
  'editor.who.nobody': Nothing
  'editor.who.more': { count: string | number }
  'editor.who.with_number': Nothing
  'editor.who.with_number_text': Nothing
  'editor.who.impossible': { what: string | number }
  'editor.who.not_of_numbers': Nothing
  'editor.many.text': Nothing
  'editor.many.chosen': { count: number }
  'editor.many.title': Nothing
  'editor.many.mode': Nothing
  'editor.many.modes.give': Nothing
  'editor.many.modes.take': Nothing
  'editor.many.modes.replace': Nothing
  'editor.many.modes.copy': Nothing
  'editor.many.hints.give': Nothing
  'editor.many.hints.take': Nothing
  'editor.many.hints.replace': Nothing
  'editor.many.hints.copy': Nothing
  'editor.many.what': Nothing
  'editor.many.choose': Nothing
  'editor.many.from': Nothing
  'editor.many.from_hint': Nothing
  'editor.numbers.all': Nothing
  'editor.numbers.text': Nothing
  'editor.numbers.left': Nothing
  'editor.numbers.limit_all': Nothing
  'editor.numbers.limit': Nothing
  'editor.numbers.limit_found': Nothing
  'editor.numbers.limit_one': Nothing
  'editor.numbers.chosen': { count: number }
  'editor.numbers.as_all': Nothing
  'editor.numbers.empty': Nothing
  'editor.numbers.preset': Nothing
  'editor.numbers.custom': Nothing
  'editor.numbers.closed': Nothing
  'editor.numbers.itself': Nothing
  'editor.history.text': Nothing
  'editor.history.empty': Nothing
  'editor.history.operator': Nothing
  'editor.history.undone': { number: string | number }
  'editor.history.got': { item: string | number }
  'editor.history.lost': { item: string | number }
  'editor.history.ceiling': { after: string | number; before: string | number }
  'editor.history.undo': { number: string | number }
  'editor.history.undo_text': Nothing
  'editor.history.done': { number: string | number }
  'editor.kinds.edited': Nothing
  'editor.kinds.numbers_limited': Nothing
  'editor.kinds.template_changed': { template: string | number }
  'editor.kinds.undone': { number: string | number }
  'editor.kinds.copied': Nothing
  'editor.kinds.file': Nothing
  'editor.kinds.asked': Nothing
  'editor.kinds.left': Nothing
  'editor.kinds.reviewed': Nothing
  'editor.kinds.substituted': Nothing
  'editor.counts.added': { count: string | number }
  'editor.counts.removed': { count: string | number }
  'editor.counts.people': { count: number }
  'editor.counts.numbers': { count: number }
  'editor.reviewed.head': Nothing
  'editor.reviewed.text': Nothing
  'editor.reviewed.title': Nothing
  'editor.reviewed.counts': { added: string | number; people: number; removed: string | number }
  'editor.reviewed.undoes': { number: string | number }
  'editor.reviewed.will': Nothing
  'editor.reviewed.no_longer': Nothing
  'editor.reviewed.same': Nothing
  'editor.reviewed.more_effects': { count: number }
  'editor.reviewed.more_places': Nothing
  'editor.reviewed.more_rights': { count: number }
  'editor.reviewed.more_groups': { count: number }
  'editor.reviewed.and_more': { count: string | number }
  'editor.reviewed.all_names': Nothing
  'editor.reviewed.skipped': { count: number }
  'editor.reviewed.skips.oneself': Nothing
  'editor.reviewed.skips.main_administrator': Nothing
  'editor.reviewed.skips.nothing': Nothing
  'editor.reviewed.missing': Nothing
  'editor.reviewed.meanwhile': Nothing
  'editor.reviewed.more_conflicts': { count: number }
  'editor.reviewed.anyway': Nothing
  'editor.reviewed.reason': Nothing
  'editor.reviewed.reason_needed': Nothing
  'editor.reviewed.reason_hint': Nothing
  'editor.reviewed.apply': { numbers: number; people: number }
  'editor.reviewed.back': Nothing
  'editor.reviewed.effect': Nothing
  'editor.reviewed.applied': Nothing
  'editor.reviewed.role': { name: string | number }
  'editor.reviewed.role_new': { name: string | number }
  'editor.reviewed.role_retired': { name: string | number }
  'editor.reviewed.period': { is: string | number; was: string | number; what: string | number }
  'editor.reviewed.numbers': { numbers: number }
  'editor.reviewed.lacks': { functions: string | number }
  'editor.reviewed.asks': Nothing
  'editor.reviewed.asks_no_longer': Nothing
  'editor.reviewed.apply_role': Nothing
  'editor.reviewed.effect_role': Nothing
  'editor.role.text': Nothing
  'editor.role.new': Nothing
  'editor.role.edit': Nothing
  'editor.role.copy': Nothing
  'editor.role.copy_of': { name: string | number }
  'editor.role.held': { count: number }
  'editor.role.name': Nothing
  'editor.role.edit_text': Nothing
  'editor.role.retire': { count: string | number }
  'editor.role.asks': Nothing
  'editor.role.asks_text': Nothing
  'editor.mine.title': Nothing
  'editor.mine.text': Nothing
  'editor.mine.deciders': Nothing
  'editor.mine.company_decides': Nothing
  'editor.mine.held': Nothing
  'editor.mine.open': Nothing
  'editor.may_only': { places: string | number; what: string | number }
  'editor.file.text': Nothing
  'editor.file.take': Nothing
  'editor.file.take_text': Nothing
  'editor.file.bring': Nothing
  'editor.file.bring_text': Nothing
  'editor.file.file': Nothing
  'editor.file.columns.user': Nothing
  'editor.file.columns.what': { roles: string | number }
  'editor.file.columns.where': Nothing
  'editor.file.columns.until': Nothing
  'editor.paper.by': Nothing
  'editor.paper.at': Nothing
  'editor.paper.whom': Nothing
  'editor.paper.take': Nothing
  'editor.access.title': Nothing
  'editor.access.text': Nothing
  'editor.access.begin': Nothing
  'editor.access.none': Nothing
  'editor.access.begun': Nothing
  'editor.access.closed': Nothing
  'editor.access.open': Nothing
  'editor.access.progress': { confirmed: string | number; items: string | number; removed: string | number }
  'editor.access.person': Nothing
  'editor.access.what': Nothing
  'editor.access.where': Nothing
  'editor.access.risk': Nothing
  'editor.access.last': Nothing
  'editor.access.never': Nothing
  'editor.access.decision': Nothing
  'editor.access.by': Nothing
  'editor.access.undecided': Nothing
  'editor.access.confirmed': Nothing
  'editor.access.removed': Nothing
  'editor.access.confirm': Nothing
  'editor.access.remove': Nothing
  'editor.access.close': Nothing
  'editor.access.close_text': Nothing
  'editor.access.own': Nothing
  'editor.access.report': { format: string | number }
  'editor.leave.title': { name: string | number }
  'editor.leave.open': Nothing
  'editor.leave.text': Nothing
  'editor.leave.access': Nothing
  'editor.leave.suspended': Nothing
  'editor.leave.suspend': { count: string | number }
  'editor.leave.rights': Nothing
  'editor.leave.stands': { names: string | number }
  'editor.leave.substitutes': { names: string | number }
  'editor.leave.requests': { count: number }
  'editor.leave.schedules': { count: number }
  'editor.leave.lines': Nothing
  'editor.leave.release': Nothing
  'editor.leave.apply': { name: string | number }
  'editor.substitute.title': Nothing
  'editor.substitute.text': Nothing
  'editor.substitute.who': Nothing
  'editor.substitute.from': Nothing
  'editor.substitute.until': Nothing
  'editor.substitute.appoint': Nothing
  'editor.substitute.end': Nothing
  'editor.substitute.is': { from: string | number; name: string | number; until: string | number }
  'editor.view.as': Nothing
  'editor.view.banner': { name: string | number }
  'editor.view.over': Nothing
  'editor.view.over_as': { account: string | number }
  'editor.view.over_title': { name: string | number }
  'editor.view.over_text': { minutes: string | number }
  'editor.view.over_go': Nothing
  'editor.view.stop': Nothing
  'editor.soon.note': { count: number }
  'editor.soon.filter': Nothing
  'editor.approvals_note': { count: number }
  'editor.chief.end': Nothing
  'editor.chief.text': { name: string | number }
  'editor.for_good': Nothing
  'editor.places_choose': Nothing
  'lines.title': Nothing
  'lines.intro': { company: string | number }
  'lines.intro_part': { company: string | number }
  'lines.search': Nothing
  'lines.all': Nothing
  'lines.centre': Nothing
  'lines.account': Nothing
  'lines.never_used': Nothing
  'lines.columns.number': Nothing
  'lines.columns.label': Nothing
  'lines.columns.holder': Nothing
  'lines.columns.tariff': Nothing
  'lines.columns.centre': Nothing
  'lines.columns.account': Nothing
  'lines.columns.spent': Nothing
  'lines.columns.used': Nothing
  'lines.columns.sim': Nothing
  'lines.columns.kind': Nothing
  'lines.columns.status': Nothing
  'lines.none': Nothing
  'lines.none_part': Nothing
  'lines.nothing': Nothing
  'lines.cut': Nothing
  'lines.show_all': Nothing
  'lines.kinds.mobile': Nothing
  'lines.kinds.pstn': Nothing
  'lines.kinds.voip': Nothing
  'lines.kinds.internet': Nothing
  'lines.kinds.tv': Nothing
  'lines.short.active': Nothing
  'lines.short.restricted': Nothing
  'lines.short.disconnected': Nothing
  'lines.short.suspended': Nothing
  'lines.short.terminated': Nothing
  'lines.export': Nothing
  'lines.formats.csv': Nothing
  'lines.formats.xlsx': Nothing
  'lines.formats.machine': Nothing
  'lines.facts': Nothing
  'lines.kind': Nothing
  'lines.sim': Nothing
  'lines.email': Nothing
  'lines.since': Nothing
  'lines.history': Nothing
  'lines.edit': Nothing
  'lines.holder_hint': Nothing
  'lines.sorts.number': Nothing
  'lines.sorts.holder': Nothing
  'lines.sorts.cost': Nothing
  'lines.sorts.used': Nothing
  'lines.only': Nothing
  'lines.onlys.all': Nothing
  'lines.onlys.over_limit': Nothing
  'lines.onlys.unused': Nothing
  'lines.over': Nothing
  'lines.select': { number: string | number }
  'lines.edit_selected': Nothing
  'lines.edit_all': Nothing
  'lines.move_selected': Nothing
  'lines.move_all': Nothing
  'lines.move.title': Nothing
  'lines.move.text': Nothing
  'lines.move.open': Nothing
  'lines.move.to': Nothing
  'lines.move.choose': Nothing
  'lines.move.none': Nothing
  'lines.move.other': Nothing
  'lines.move.name': Nothing
  'lines.move.name_hint': Nothing
  'lines.move.heading': { count: number; name: string | number }
  'lines.move.heading_out': { count: number }
  'lines.move.creates': { name: string | number }
  'lines.move.similar': Nothing
  'lines.move.gain': { count: number }
  'lines.move.lose': { count: number }
  'lines.move.own': { what: string | number; which: string | number }
  'lines.move.nobody': Nothing
  'lines.move.unseen': Nothing
  'lines.move.who': Nothing
  'lines.move.gain_what': Nothing
  'lines.move.lose_what': Nothing
  'lines.move.which': Nothing
  'lines.move.people': { count: number }
  'lines.move.more': { count: number }
  'lines.move.more_people': { count: number }
  'lines.move.lines': { count: number; more: number; numbers: string | number }
  'lines.move.apply': { count: number; name: string | number }
  'lines.move.apply_new': { count: number; name: string | number }
  'lines.move.apply_out': { count: number }
  'lines.move.undo_hint': Nothing
  'lines.move.done': { count: number }
  'lines.move.recent': Nothing
  'lines.move.moved': { count: number; from: string | number; to: string | number }
  'lines.move.undo': Nothing
  'lines.move.undone': { count: number }
  'lines.bulk.title': Nothing
  'lines.bulk.text': Nothing
  'lines.bulk.field': Nothing
  'lines.bulk.fields.label': Nothing
  'lines.bulk.fields.holder': Nothing
  'lines.bulk.value': Nothing
  'lines.bulk.value_hint': Nothing
  'lines.bulk.look': Nothing
  'lines.bulk.left_out': { count: number }
  'lines.bulk.more_than': { most: string | number }
  'lines.bulk.chosen': { count: number }
  'lines.bulk.none': Nothing
  'lines.bulk.heading': { count: number }
  'lines.bulk.shown': { count: string | number }
  'lines.bulk.number': Nothing
  'lines.bulk.before': Nothing
  'lines.bulk.after': Nothing
  'lines.bulk.nothing': Nothing
  'lines.bulk.apply': { count: number }
  'lines.bulk.done': { count: number }
  'lines.bulk.back': Nothing
  'lines.who': Nothing
  'lines.who_text': { company: string | number }
  'lines.usage': Nothing
  'lines.options': Nothing
  'lines.limit': Nothing
  'lines.label': Nothing
  'lines.save': Nothing
  'lines.saved': Nothing
  'line.title': Nothing
  'line.status.active': Nothing
  'line.status.restricted': Nothing
  'line.status.disconnected': Nothing
  'line.status.suspended': Nothing
  'line.status.terminated': Nothing
  'line.holder': { holder: string | number }
  'line.label': Nothing
  'line.label_hint': Nothing
  'line.save': Nothing
  'line.saved': Nothing
  'line.may': Nothing
  'line.only': Nothing
  'line.sessions': Nothing
  'line.signed_out': Nothing
  'list.first': Nothing
  'list.more': Nothing
  'list.search': Nothing
  'list.show': Nothing
  'list.unapplied': Nothing
  'list.any': Nothing
  'list.gone': Nothing
  'list.columns': Nothing
  'list.apply': Nothing
  'list.select_all': Nothing
  'list.sort': Nothing
  'list.turned': { order: string | number }
  'list.chosen': Nothing
  'list.searched': { q: string | number }
  'list.remove': { filter: string | number }
  'list.clear': Nothing
  'sms.sign_in_code': { code: string | number; reference: string | number }
  'sms.reset_code': { code: string | number; reference: string | number }
  'sms.number_code': { code: string | number; reference: string | number }
  'sms.brief.sign_in_code': { code: string | number; reference: string | number }
  'sms.brief.reset_code': { code: string | number; reference: string | number }
  'sms.brief.number_code': { code: string | number; reference: string | number }
  'sms.brief.contacts_stop': { code: string | number; page: string | number; reference: string | number }
  'sms.plain.sign_in_code': { code: string | number; reference: string | number }
  'sms.plain.reset_code': { code: string | number; reference: string | number }
  'sms.plain.number_code': { code: string | number; reference: string | number }
  'sms.plain.contacts_stop': { account: string | number; code: string | number; page: string | number; reference: string | number }
  'sms.password_reset': { account: string | number; number: string | number }
  'sms.mobile_changed': { account: string | number; number: string | number }
  'sms.held': { count: number; number: string | number }
  'sms.contacts_stop': { account: string | number; code: string | number; page: string | number; reference: string | number }
  'mail.greeting': Nothing
  'mail.footer': { number: string | number; operator: string | number }
  'mail.code': Nothing
  'mail.account': Nothing
  'mail.payment_reference': Nothing
  'mail.user_name': Nothing
  'mail.temporary_password': Nothing
  'mail.sign_in_at': Nothing
  'mail.email': Nothing
  'mail.mobile': Nothing
  'mail.changed': Nothing
  'mail.temporary_password_note': { until: string | number }
  'mail.bill_copy.subject': { month: string | number; number: string | number }
  'mail.bill_copy.text': { account: string | number; company: string | number; due: string | number; month: string | number; total: string | number }
  'mail.bill_copy.settled': { account: string | number; company: string | number; month: string | number; total: string | number }
  'mail.bill_copy.partly': { account: string | number; company: string | number; due: string | number; month: string | number; open: string | number; total: string | number }
  'mail.bill_copy.credit_subject': { month: string | number; number: string | number }
  'mail.bill_copy.credit': { account: string | number; company: string | number; month: string | number; total: string | number }
  'mail.overpaid.back_here': Nothing
  'mail.overpaid.back_service': Nothing
  'mail.overpaid.subject': { credit: string | number }
  'mail.overpaid.text': { amount: string | number; company: string | number; credit: string | number }
  'mail.overpaid.note_subject': { credit: string | number; number: string | number }
  'mail.overpaid.note': { amount: string | number; company: string | number; credit: string | number; number: string | number }
  'mail.bills_covered.subject': Nothing
  'mail.bills_covered.text': { company: string | number }
  'mail.bills_covered.more': { count: string | number }
  'mail.bills_covered.covered': { amount: string | number; due: string | number; open: string | number }
  'mail.bills_covered.moved': { amount: string | number; due: string | number; open: string | number }
  'mail.payment_reversed.subject': { amount: string | number }
  'mail.payment_reversed.text': { amount: string | number; company: string | number; open: string | number }
  'mail.payment_unmatched.subject': { amount: string | number }
  'mail.payment_unmatched.reference': Nothing
  'mail.payment_unmatched.currency': Nothing
  'mail.payment_unmatched.amount': Nothing
  'mail.payment_unmatched.again': Nothing
  'mail.payment_unmatched.text': Nothing
  'mail.payment_unmatched.amount_label': Nothing
  'mail.payment_unmatched.reference_label': Nothing
  'mail.payment_unmatched.transaction_label': Nothing
  'mail.payment_unmatched.company_label': Nothing
  'mail.delivery_failed.subject': { system: string | number }
  'mail.delivery_failed.text': { attempts: number; file: string | number; system: string | number }
  'mail.delivery_failed.retry': { until: string | number }
  'mail.delivery_failed.id_label': Nothing
  'mail.refund_sent.subject': { amount: string | number }
  'mail.refund_sent.text': { amount: string | number; company: string | number }
  'mail.refund_failed.subject': { amount: string | number }
  'mail.refund_failed.text': { amount: string | number; company: string | number }
  'mail.api_key_ending.subject': { system: string | number }
  'mail.api_key_ending.text': { system: string | number; until: string | number }
  'mail.report_copy.subject': { report: string | number }
  'mail.report_copy.text': { account: string | number; company: string | number; report: string | number }
  'mail.never_ask': Nothing
  'mail.settle_at': Nothing
  'mail.not_you': { number: string | number }
  'mail.ask_administrator': Nothing
  'mail.main_administrator_registered.subject': Nothing
  'mail.main_administrator_registered.text': { company: string | number }
  'mail.user_created.subject': Nothing
  'mail.user_created.text': { company: string | number }
  'mail.temporary_password_reissued.subject': Nothing
  'mail.temporary_password_reissued.text': { company: string | number }
  'mail.password_changed.subject': Nothing
  'mail.password_changed.text': { account: string | number }
  'mail.sign_in_code.subject': Nothing
  'mail.sign_in_code.text': { account: string | number; reference: string | number }
  'mail.reset_code.subject': Nothing
  'mail.reset_code.text': { account: string | number; reference: string | number }
  'mail.second_code.subject': Nothing
  'mail.second_code.text': { account: string | number; reference: string | number }
  'mail.password_reset.subject': Nothing
  'mail.password_reset.text': { account: string | number }
  'mail.reset_suspended.subject': Nothing
  'mail.reset_suspended.text': { account: string | number }
  'mail.reset_phone_unconfirmed.subject': Nothing
  'mail.reset_phone_unconfirmed.text': { account: string | number }
  'mail.held.subject': { count: number }
  'mail.held.text': Nothing
  'mail.held.others': Nothing
  'mail.factor_added.subject': Nothing
  'mail.factor_added.text': { account: string | number; factor: string }
  'mail.factor_removed.subject': Nothing
  'mail.factor_removed.text': { account: string | number; factor: string }
  'mail.backup_codes_renewed.subject': Nothing
  'mail.backup_codes_renewed.text': { account: string | number }
  'mail.backup_code_used.subject': Nothing
  'mail.backup_code_used.text': { account: string | number }
  'mail.user_factors_removed.subject': Nothing
  'mail.user_factors_removed.text': { account: string | number; company: string | number }
  'mail.company_linked.subject': Nothing
  'mail.company_linked.text': { account: string | number }
  'mail.company_unlinked.subject': Nothing
  'mail.company_unlinked.text': { account: string | number }
  'mail.provider_set.subject': Nothing
  'mail.provider_set.text': { company: string | number }
  'mail.provider_in_use.subject': Nothing
  'mail.provider_in_use.text': { company: string | number }
  'mail.provider_removed.subject': Nothing
  'mail.provider_removed.text': { company: string | number }
  'mail.sms_budget_low.subject': { company: string | number }
  'mail.sms_budget_low.text': { budget: string | number; company: string | number; sent: string | number }
  'mail.sms_budget_spent.subject': { company: string | number }
  'mail.sms_budget_spent.text': { budget: string | number; company: string | number; sent: string | number }
  'mail.wrong_codes.subject': Nothing
  'mail.wrong_codes.text': { account: string | number }
  'mail.user_suspended.subject': Nothing
  'mail.user_suspended.text': { account: string | number; company: string | number }
  'mail.user_reactivated.subject': Nothing
  'mail.user_reactivated.text': { account: string | number; company: string | number }
  'mail.user_edited.subject': Nothing
  'mail.user_edited.text': { account: string | number }
  'mail.user_edited.stop': { until: string | number }
  'mail.user_edited.stop_at': Nothing
  'mail.account_closed.subject': Nothing
  'mail.account_closed.text': { account: string | number }
  'mail.contact_change_stopped.subject': Nothing
  'mail.contact_change_stopped.text': { account: string | number }
  'mail.contacts_hold.subject': Nothing
  'mail.contacts_hold.text': { account: string | number }
  'mail.contacts_hold_no_longer.subject': Nothing
  'mail.contacts_hold_no_longer.text': { account: string | number }
  'mail.contacts_settled.subject': Nothing
  'mail.contacts_settled.text': { account: string | number }
  'mail.sms_switched_on.subject': Nothing
  'mail.sms_switched_on.text': { account: string | number; company: string | number }
  'mail.sms_switched_off.subject': Nothing
  'mail.sms_switched_off.text': { account: string | number; company: string | number }
  'mail.approval.where': Nothing
  'mail.approval.asked.subject': { account: string | number }
  'mail.approval.asked.text': { account: string | number; what: string | number }
  'mail.approval.approved.subject': Nothing
  'mail.approval.approved.text': { what: string | number }
  'mail.approval.rejected.subject': Nothing
  'mail.approval.rejected.text': { what: string | number }
  'mail.approval.asker_gone.subject': Nothing
  'mail.approval.asker_gone.text': { account: string | number; what: string | number }
  'mail.approval.failed.subject': Nothing
  'mail.approval.failed.text': { what: string | number }
  'mail.substitute.subject': Nothing
  'mail.substitute.text': { account: string | number; substitute: string | number; until: string | number }
  'mail.main_administrator_ended.subject': Nothing
  'mail.main_administrator_ended.text': { account: string | number; company: string | number }
  'mail.rights_changed.role': Nothing
  'mail.rights_changed.own_role': Nothing
  'mail.rights_changed.account': Nothing
  'mail.rights_changed.centre': Nothing
  'mail.rights_changed.subject': Nothing
  'mail.rights_changed.text': { account: string | number; company: string | number }
  'mail.rights_changed.comes': Nothing
  'mail.rights_changed.goes': Nothing
  'mail.rights_changed.until': { place: string | number; until: string | number; what: string | number }
  'refusals.web.away': Nothing
  'refusals.web.away_plain': Nothing
  'refusals.web.other_user': { opened: string | number; present: string | number }
  'refusals.web.signed_out': { opened: string | number }
  'refusals.web.outdated': Nothing
  'refusals.web.refilled': Nothing
  'refusals.web.unanswered': Nothing
  'refusals.web.broken': Nothing
  'refusals.web.documents_waiting': Nothing
  'refusals.web.document_failed': Nothing
  'refusals.web.not_there': Nothing
  'refusals.web.changed_meanwhile': Nothing
  'refusals.web.unreadable': Nothing
  'refusals.identity.key_there': Nothing
  'refusals.identity.key_none': Nothing
  'refusals.identity.key_company_unknown': Nothing
  'refusals.identity.sees_more': Nothing
  'refusals.identity.only_looking': Nothing
  'refusals.identity.view_over': Nothing
  'refusals.identity.no_files': Nothing
  'refusals.identity.other_attempt': Nothing
  'refusals.identity.name_missing': Nothing
  'refusals.identity.name_unreadable': Nothing
  'refusals.identity.number_given': Nothing
  'refusals.identity.number_missing': Nothing
  'refusals.identity.number_unreadable': Nothing
  'refusals.identity.number_not_mobile': Nothing
  'refusals.identity.number_over': Nothing
  'refusals.identity.number_spent': Nothing
  'refusals.identity.password_missing': Nothing
  'refusals.identity.name_or_password_wrong': Nothing
  'refusals.identity.suspended': Nothing
  'refusals.identity.temporary_password_expired': Nothing
  'refusals.identity.start_over': Nothing
  'refusals.identity.code_unreadable': Nothing
  'refusals.identity.code_wrong': { left: number }
  'refusals.identity.factor_wrong': { left: number }
  'refusals.identity.way_missing': Nothing
  'refusals.identity.backup_code_unreadable': Nothing
  'refusals.identity.passkey_unreadable': Nothing
  'refusals.identity.passkey_wrong': Nothing
  'refusals.identity.app_code_wrong': Nothing
  'refusals.identity.factor_over': Nothing
  'refusals.identity.factor_name_too_long': Nothing
  'refusals.identity.too_many_factors': Nothing
  'refusals.identity.no_factor': Nothing
  'refusals.identity.company_missing': Nothing
  'refusals.identity.no_provider': Nothing
  'refusals.identity.not_linked': Nothing
  'refusals.identity.link_over': Nothing
  'refusals.identity.linked_elsewhere': Nothing
  'refusals.identity.provider_unreachable': Nothing
  'refusals.identity.provider_not_a_provider': Nothing
  'refusals.identity.provider_credentials': Nothing
  'refusals.identity.provider_declined': Nothing
  'refusals.identity.code_spent': Nothing
  'refusals.identity.recovery_over': Nothing
  'refusals.identity.recovery_spent': Nothing
  'refusals.identity.channel_missing': Nothing
  'refusals.identity.code_expired': Nothing
  'refusals.identity.wait': { seconds: number }
  'refusals.identity.network_wait': { seconds: number }
  'refusals.identity.send_again_later': { seconds: number }
  'refusals.identity.number_limit': { minutes: number }
  'refusals.identity.password_too_short': { minimum: string | number }
  'refusals.identity.password_too_long': Nothing
  'refusals.identity.password_common': Nothing
  'refusals.identity.password_guessable': Nothing
  'refusals.identity.password_monotonous': Nothing
  'refusals.identity.password_same': Nothing
  'refusals.identity.passwords_differ': Nothing
  'refusals.identity.current_password_wrong': Nothing
  'refusals.identity.proof_spent': Nothing
  'refusals.identity.prove_again': Nothing
  'refusals.approvals.asker_gone': Nothing
  'refusals.approvals.whole_form': Nothing
  'refusals.approvals.nobody_decides': { functions: string | number }
  'refusals.approvals.needed': Nothing
  'refusals.approvals.too_many': { most: string | number }
  'refusals.approvals.none_chosen': Nothing
  'refusals.approvals.decided_already': Nothing
  'refusals.approvals.own': Nothing
  'refusals.approvals.beyond_own': Nothing
  'refusals.approvals.gains': Nothing
  'refusals.approvals.not_independent': { name: string | number }
  'refusals.approvals.holds_less': { name: string | number }
  'refusals.approvals.decider_gone': Nothing
  'refusals.approvals.right_apart': Nothing
  'refusals.approvals.held_already': Nothing
  'refusals.company.not_main_administrator': Nothing
  'refusals.company.login_missing': Nothing
  'refusals.company.login_unreadable': Nothing
  'refusals.company.login_taken': { account: string | number }
  'refusals.company.name_missing': Nothing
  'refusals.company.name_unreadable': Nothing
  'refusals.company.name_disguised': Nothing
  'refusals.company.email_missing': Nothing
  'refusals.company.email_unreadable': Nothing
  'refusals.company.mobile_missing': Nothing
  'refusals.company.mobile_unreadable': Nothing
  'refusals.company.mobile_invalid': Nothing
  'refusals.company.mobile_other': Nothing
  'refusals.company.reason_too_long': Nothing
  'refusals.company.slug_unreadable': Nothing
  'refusals.company.slug_taken': Nothing
  'refusals.company.declaration_missing': Nothing
  'refusals.company.not_oneself': Nothing
  'refusals.company.stop_over': { number: string | number }
  'refusals.company.stop_wrong': { number: string | number }
  'refusals.company.sign_in_of_everybody': Nothing
  'refusals.company.main_administrator_protected': Nothing
  'refusals.company.last_main_administrator': Nothing
  'refusals.company.already_suspended': Nothing
  'refusals.company.contacts_disputed': Nothing
  'refusals.company.contacts_settled': Nothing
  'refusals.company.contacts_unchosen': Nothing
  'refusals.company.contacts_undecided': { choices: string | number }
  'refusals.company.contacts_lately_changed': { choices: string | number }
  'refusals.company.contacts_unknown': { choices: string | number }
  'refusals.company.contacts_unchanged': Nothing
  'refusals.company.contacts_disputed_anew': Nothing
  'refusals.company.contacts_changed_by_oneself': { name: string | number }
  'refusals.company.contacts_left_to_operator': { number: string | number }
  'refusals.company.provider_client_missing': Nothing
  'refusals.company.offer_leaves_rules': { functions: string | number }
  'refusals.company.assignment_of_nothing': Nothing
  'refusals.company.assignment_reference': Nothing
  'refusals.company.provider_secret_missing': Nothing
  'refusals.company.provider_unreachable': Nothing
  'refusals.company.provider_not_a_provider': Nothing
  'refusals.company.provider_multi_tenant': { address: string | number }
  'refusals.company.provider_another_issuer': { address: string | number }
  'refusals.company.provider_no_secret': Nothing
  'refusals.company.provider_credentials': Nothing
  'refusals.company.provider_declined': Nothing
  'refusals.company.no_factors': Nothing
  'refusals.company.not_suspended': Nothing
  'refusals.company.suspended': Nothing
  'refusals.files.no_failed_delivery': Nothing
  'refusals.files.newer_delivery': { count: number }
  'refusals.files.several': Nothing
  'refusals.files.none_set_aside': Nothing
  'refusals.files.sum_too_large': Nothing
  'refusals.files.encoding': Nothing
  'refusals.files.columns': Nothing
  'refusals.files.column_twice': Nothing
  'refusals.files.row_length': Nothing
  'refusals.files.shape': Nothing
  'refusals.files.packed': Nothing
  'refusals.files.packed_too_far': Nothing
  'refusals.files.several_files': Nothing
  'refusals.files.record_too_long': Nothing
  'refusals.files.cut': Nothing
  'refusals.files.too_many_rows': Nothing
  'refusals.files.quotes': Nothing
  'refusals.files.json': Nothing
  'refusals.subscriptions.moment_far': Nothing
  'refusals.subscriptions.company_beyond_key': Nothing
  'refusals.subscriptions.held_elsewhere': Nothing
  'refusals.subscriptions.move_too_wide': Nothing
  'refusals.subscriptions.gives_others': { count: number; functions: string | number; names: string }
  'refusals.subscriptions.gives_others_there': Nothing
  'refusals.subscriptions.gives_others_there_alone': Nothing
  'refusals.subscriptions.gives_others_alone': { count: number; functions: string | number; names: string }
  'refusals.subscriptions.beyond_own': Nothing
  'refusals.subscriptions.centre_too_long': Nothing
  'refusals.subscriptions.undo_over': Nothing
  'refusals.subscriptions.undone_already': Nothing
  'refusals.subscriptions.undo_nothing': Nothing
  'refusals.subscriptions.label_too_long': Nothing
  'refusals.subscriptions.not_number': Nothing
  'refusals.subscriptions.number_twice': Nothing
  'refusals.subscriptions.kind_unknown': Nothing
  'refusals.subscriptions.status_unknown': Nothing
  'refusals.subscriptions.status_contradicts': Nothing
  'refusals.subscriptions.iccid_unreadable': Nothing
  'refusals.subscriptions.account_twice': Nothing
  'refusals.subscriptions.allowance_twice': Nothing
  'refusals.subscriptions.sim_twice': Nothing
  'refusals.subscriptions.sim_in_use': Nothing
  'refusals.subscriptions.email_unreadable': Nothing
  'refusals.subscriptions.cell_unreadable': Nothing
  'refusals.subscriptions.cell_formula': Nothing
  'refusals.subscriptions.not_mobile': Nothing
  'refusals.subscriptions.no_company': Nothing
  'refusals.subscriptions.no_reference': Nothing
  'refusals.subscriptions.no_codes': Nothing
  'refusals.subscriptions.too_many': { most: number }
  'refusals.subscriptions.changed_meanwhile': Nothing
  'refusals.subscriptions.no_line': Nothing
  'refusals.subscriptions.line_ambiguous': Nothing
  'refusals.subscriptions.ended_here': Nothing
  'refusals.subscriptions.no_line_then': Nothing
  'refusals.subscriptions.cell_missing': Nothing
  'refusals.subscriptions.amount_unreadable': Nothing
  'refusals.subscriptions.moment_unreadable': Nothing
  'refusals.subscriptions.pin_unreadable': Nothing
  'refusals.subscriptions.puk_unreadable': Nothing
  'refusals.subscriptions.allowance_unreadable': Nothing
  'refusals.subscriptions.bucket_unknown': Nothing
  'refusals.subscriptions.bucket_inactive': Nothing
  'refusals.bills.kind_unknown': Nothing
  'refusals.bills.unit_unknown': Nothing
  'refusals.bills.rate_unreadable': Nothing
  'refusals.bills.quantity_unreadable': Nothing
  'refusals.bills.currency_unknown': Nothing
  'refusals.bills.head_differs': Nothing
  'refusals.bills.total_differs': Nothing
  'refusals.bills.negative': Nothing
  'refusals.bills.period_unreadable': Nothing
  'refusals.bills.bill_differs': Nothing
  'refusals.bills.usage_unknown': Nothing
  'refusals.bills.payment_unmade': Nothing
  'refusals.bills.bill_unsent': Nothing
  'refusals.bills.bill_category_unknown': Nothing
  'refusals.bills.charge_unbilled': Nothing
  'refusals.bills.credit_positive': Nothing
  'refusals.bills.usage_unrated': Nothing
  'refusals.bills.country_unknown': Nothing
  'refusals.bills.type_unknown': Nothing
  'refusals.bills.category_unknown': Nothing
  'refusals.bills.category_differs': Nothing
  'refusals.bills.reason_unknown': Nothing
  'refusals.bills.reason_missing': Nothing
  'refusals.bills.reason_unexpected': Nothing
  'refusals.bills.reason_differs': Nothing
  'refusals.bills.category_mixed': Nothing
  'refusals.bills.buyer_unknown': Nothing
  'refusals.bills.rounding_large': Nothing
  'refusals.bills.reverses_missing': Nothing
  'refusals.bills.no_payment': Nothing
  'refusals.bills.bill_not_paid': Nothing
  'refusals.bills.reversal_exceeds': Nothing
  'refusals.bills.corrects_elsewhere': Nothing
  'refusals.bills.no_bill': Nothing
  'refusals.bills.no_lines': Nothing
  'refusals.bills.email_unreadable': Nothing
  'refusals.bills.too_many_schedules': Nothing
  'refusals.bills.schedule_there': Nothing
  'refusals.bills.nothing_owed': Nothing
  'refusals.bills.being_paid': { minutes: number }
  'refusals.bills.pay_changed': Nothing
  'refusals.bills.payment_over': Nothing
  'refusals.bills.no_credit': Nothing
  'refusals.bills.payment_twice': Nothing
  'refusals.bills.payment_differs': Nothing
  'refusals.bills.usage_differs': Nothing
  'refusals.bills.usage_not_kept': Nothing
  'refusals.grants.too_many_boxes': Nothing
  'refusals.grants.no_such_places': { count: number }
  'refusals.grants.too_much': { most: number }
  'refusals.grants.too_many_roles': { most: number }
  'refusals.grants.held_too_much': { most: number }
  'refusals.grants.place_missing': Nothing
  'refusals.grants.reaches_nothing': Nothing
  'refusals.grants.no_such_substitute': Nothing
  'refusals.grants.stands_in_already': Nothing
  'refusals.grants.main_administrator_leaves': Nothing
  'refusals.grants.review_open': Nothing
  'refusals.grants.nothing_to_review': Nothing
  'refusals.grants.review_undecided': { count: number }
  'refusals.grants.file_problems': { count: number }
  'refusals.grants.file_missing': Nothing
  'refusals.grants.said_twice': { value: string | number }
  'refusals.grants.no_such_user': { value: string | number }
  'refusals.grants.no_such_right': { value: string | number }
  'refusals.grants.two_such_places': { value: string | number }
  'refusals.grants.no_such_place': { value: string | number }
  'refusals.grants.day_unreadable': { value: string | number }
  'refusals.grants.day_over': { value: string | number }
  'refusals.grants.beyond_own': { functions: string | number }
  'refusals.grants.nothing_changed': Nothing
  'refusals.grants.too_many': { most: string | number }
  'refusals.grants.reason_missing': Nothing
  'refusals.grants.applied_already': Nothing
  'refusals.grants.changed_meanwhile': Nothing
  'refusals.grants.period_over': Nothing
  'refusals.grants.period_unreadable': Nothing
  'refusals.grants.template_gone': Nothing
  'refusals.grants.template_changed_meanwhile': Nothing
  'refusals.grants.name_taken': Nothing
  'refusals.grants.name_ours': Nothing
  'refusals.grants.undone_already': Nothing
  'refusals.grants.undo_over': Nothing
  'refusals.grants.nobody_chosen': Nothing
  'refusals.grants.nothing_chosen': Nothing
  'refusals.grants.no_such_line': Nothing
  'reports.title': Nothing
  'reports.intro': { month: string | number }
  'reports.intro_part': { month: string | number }
  'reports.none': Nothing
  'reports.none_part': Nothing
  'reports.trend.title': Nothing
  'reports.net': Nothing
  'reports.part': Nothing
  'reports.was': Nothing
  'reports.change': Nothing
  'reports.kinds.title': Nothing
  'reports.centres.title': Nothing
  'reports.centres.text': Nothing
  'reports.movers.title': Nothing
  'reports.movers.text': Nothing
  'reports.unused.title': Nothing
  'reports.unused.text': Nothing
  'reports.unused.none': Nothing
  'reports.unused.last': Nothing
  'reports.unused.all': Nothing
  'reports.roaming.title': Nothing
  'reports.roaming.text': Nothing
  'reports.roaming.none': Nothing
  'reports.line': Nothing
  'reports.see': Nothing
  'reports.table': Nothing
  'reports.download': { format: string | number }
  'reports.arriving': { accounts: string | number; amount: string | number; billed: string | number; month: string | number }
  'reports.this_month': { month: string | number }
  'schedule.title': Nothing
  'schedule.text': Nothing
  'schedule.what': Nothing
  'schedule.bills': Nothing
  'schedule.email': Nothing
  'schedule.every': Nothing
  'schedule.rhythm.bill': Nothing
  'schedule.rhythm.week': Nothing
  'schedule.rhythm.month': Nothing
  'schedule.add': Nothing
  'schedule.added': Nothing
  'schedule.end': Nothing
  'schedule.stopped': Nothing
  'schedule.ended': Nothing
  'schedule.none': Nothing
  'schedule.by': { name: string | number }
  'doc.bill': Nothing
  'doc.credit_note': Nothing
  'doc.reminder': Nothing
  'doc.reminder_text': { amount: string | number; due: string | number }
  'doc.summary': Nothing
  'doc.lines': Nothing
  'doc.page': { page: string | number }
  'doc.lacking': Nothing
  'rights.functions.line:view': Nothing
  'rights.functions.line:edit': Nothing
  'rights.functions.usage:view': Nothing
  'rights.functions.usage:export': Nothing
  'rights.functions.sim_codes:view': Nothing
  'rights.functions.line:block': Nothing
  'rights.functions.line:unblock': Nothing
  'rights.functions.service:switch': Nothing
  'rights.functions.roaming:switch': Nothing
  'rights.functions.spending_limit:edit': Nothing
  'rights.functions.top_up:buy': Nothing
  'rights.functions.tariff:change': Nothing
  'rights.functions.line:order': Nothing
  'rights.functions.device:unlock': Nothing
  'rights.functions.line:reconnect': Nothing
  'rights.functions.sim:replace': Nothing
  'rights.functions.number:change': Nothing
  'rights.functions.line:terminate': Nothing
  'rights.functions.bill:view': Nothing
  'rights.functions.bill:pay': Nothing
  'rights.functions.bill:dispute': Nothing
  'rights.functions.due_date:extend': Nothing
  'rights.functions.instalments:agree': Nothing
  'rights.functions.bill_delivery:edit': Nothing
  'rights.functions.account:restructure': Nothing
  'rights.functions.report:view': Nothing
  'rights.functions.report:schedule': Nothing
  'rights.functions.request:view': Nothing
  'rights.functions.fault:report': Nothing
  'rights.functions.complaint:file': Nothing
  'rights.functions.assistance:order': Nothing
  'rights.functions.user:view': Nothing
  'rights.functions.user:create': Nothing
  'rights.functions.user:edit': Nothing
  'rights.functions.user:suspend': Nothing
  'rights.functions.user:reactivate': Nothing
  'rights.functions.temporary_password:reissue': Nothing
  'rights.functions.session:end': Nothing
  'rights.functions.second_factor:remove': Nothing
  'rights.functions.user:leave': Nothing
  'rights.functions.right:view': Nothing
  'rights.functions.right:grant': Nothing
  'rights.functions.template:edit': Nothing
  'rights.functions.number_ceiling:edit': Nothing
  'rights.functions.user:view_as': Nothing
  'rights.functions.approval:decide': Nothing
  'rights.functions.approval_rule:edit': Nothing
  'rights.functions.access_review:run': Nothing
  'rights.functions.main_administrator:end': Nothing
  'rights.functions.audit:view': Nothing
  'rights.functions.company:edit': Nothing
  'rights.functions.sign_in_policy:edit': Nothing
  'rights.functions.identity_provider:edit': Nothing
  'rights.functions.main_administrator:register': Nothing
  'rights.functions.company_offer:edit': Nothing
  'rights.functions.assignment:edit': Nothing
  'rights.functions.profile:edit': Nothing
  'rights.functions.own_session:end': Nothing
  'rights.functions.number:sign_in': Nothing
  'rights.functions.own_line:view': Nothing
  'rights.functions.own_usage:view': Nothing
  'rights.functions.own_bill:view': Nothing
  'rights.functions.own_line:label': Nothing
  'rights.functions.own_line:block': Nothing
  'rights.functions.own_sim_codes:view': Nothing
  'rights.functions.own_service:switch': Nothing
  'rights.functions.own_roaming:switch': Nothing
  'rights.functions.own_top_up:buy': Nothing
  'rights.functions.own_fault:report': Nothing
  'rights.explanations.line:view': Nothing
  'rights.explanations.line:edit': Nothing
  'rights.explanations.usage:view': Nothing
  'rights.explanations.usage:export': Nothing
  'rights.explanations.sim_codes:view': Nothing
  'rights.explanations.line:block': Nothing
  'rights.explanations.line:unblock': Nothing
  'rights.explanations.service:switch': Nothing
  'rights.explanations.roaming:switch': Nothing
  'rights.explanations.spending_limit:edit': Nothing
  'rights.explanations.top_up:buy': Nothing
  'rights.explanations.tariff:change': Nothing
  'rights.explanations.line:order': Nothing
  'rights.explanations.device:unlock': Nothing
  'rights.explanations.line:reconnect': Nothing
  'rights.explanations.sim:replace': Nothing
  'rights.explanations.number:change': Nothing
  'rights.explanations.line:terminate': Nothing
  'rights.explanations.bill:view': Nothing
  'rights.explanations.bill:pay': Nothing
  'rights.explanations.bill:dispute': Nothing
  'rights.explanations.due_date:extend': Nothing
  'rights.explanations.instalments:agree': Nothing
  'rights.explanations.bill_delivery:edit': Nothing
  'rights.explanations.account:restructure': Nothing
  'rights.explanations.report:view': Nothing
  'rights.explanations.report:schedule': Nothing
  'rights.explanations.request:view': Nothing
  'rights.explanations.fault:report': Nothing
  'rights.explanations.complaint:file': Nothing
  'rights.explanations.assistance:order': Nothing
  'rights.explanations.user:view': Nothing
  'rights.explanations.user:create': Nothing
  'rights.explanations.user:edit': Nothing
  'rights.explanations.user:suspend': Nothing
  'rights.explanations.user:reactivate': Nothing
  'rights.explanations.temporary_password:reissue': Nothing
  'rights.explanations.session:end': Nothing
  'rights.explanations.second_factor:remove': Nothing
  'rights.explanations.user:leave': Nothing
  'rights.explanations.right:view': Nothing
  'rights.explanations.right:grant': Nothing
  'rights.explanations.template:edit': Nothing
  'rights.explanations.number_ceiling:edit': Nothing
  'rights.explanations.user:view_as': Nothing
  'rights.explanations.approval:decide': Nothing
  'rights.explanations.approval_rule:edit': Nothing
  'rights.explanations.access_review:run': Nothing
  'rights.explanations.main_administrator:end': Nothing
  'rights.explanations.audit:view': Nothing
  'rights.explanations.company:edit': Nothing
  'rights.explanations.sign_in_policy:edit': Nothing
  'rights.explanations.identity_provider:edit': Nothing
  'rights.explanations.main_administrator:register': Nothing
  'rights.explanations.company_offer:edit': Nothing
  'rights.explanations.assignment:edit': Nothing
  'rights.explanations.profile:edit': Nothing
  'rights.explanations.own_session:end': Nothing
  'rights.explanations.number:sign_in': Nothing
  'rights.explanations.own_line:view': Nothing
  'rights.explanations.own_usage:view': Nothing
  'rights.explanations.own_bill:view': Nothing
  'rights.explanations.own_line:label': Nothing
  'rights.explanations.own_line:block': Nothing
  'rights.explanations.own_sim_codes:view': Nothing
  'rights.explanations.own_service:switch': Nothing
  'rights.explanations.own_roaming:switch': Nothing
  'rights.explanations.own_top_up:buy': Nothing
  'rights.explanations.own_fault:report': Nothing
  'rights.templates.main_administrator.name': Nothing
  'rights.templates.main_administrator.can': Nothing
  'rights.templates.main_administrator.cannot': Nothing
  'rights.templates.main_administrator.meant': Nothing
  'rights.templates.user_administrator.name': Nothing
  'rights.templates.user_administrator.can': Nothing
  'rights.templates.user_administrator.cannot': Nothing
  'rights.templates.user_administrator.meant': Nothing
  'rights.templates.fleet_manager.name': Nothing
  'rights.templates.fleet_manager.can': Nothing
  'rights.templates.fleet_manager.cannot': Nothing
  'rights.templates.fleet_manager.meant': Nothing
  'rights.templates.finance.name': Nothing
  'rights.templates.finance.can': Nothing
  'rights.templates.finance.cannot': Nothing
  'rights.templates.finance.meant': Nothing
  'rights.templates.orders.name': Nothing
  'rights.templates.orders.can': Nothing
  'rights.templates.orders.cannot': Nothing
  'rights.templates.orders.meant': Nothing
  'rights.templates.auditor.name': Nothing
  'rights.templates.auditor.can': Nothing
  'rights.templates.auditor.cannot': Nothing
  'rights.templates.auditor.meant': Nothing
  'rights.presets.line_holder': Nothing
  'rights.presets.see_and_block': Nothing
  'rights.presets.see_only': Nothing
  'rights.presets.closed': Nothing
  'rights.groups.lines': Nothing
  'rights.groups.services': Nothing
  'rights.groups.bills': Nothing
  'rights.groups.reports': Nothing
  'rights.groups.support': Nothing
  'rights.groups.users': Nothing
  'rights.groups.rights': Nothing
  'rights.groups.company': Nothing
  'rights.groups.own': Nothing
  'rights.data.itemised': Nothing
  'rights.data.codes': Nothing
  'rights.data.people': Nothing
  'rights.data.money': Nothing
  'rights.data.lines': Nothing
  'rights.data.audit': Nothing
  'rights.sources.everybody': Nothing
  'rights.sources.main_administrator': Nothing
  'rights.sources.own_number': Nothing
  'rights.sources.grant': { template: string | number }
  'rights.sources.single': Nothing
  'rights.sources.assignment': { reference: string | number }
  'rights.sources.stands_in': { name: string | number; source: string | number }
  'rights.whyNot.other_company': Nothing
  'rights.whyNot.not_offered': Nothing
  'rights.whyNot.company_ceiling': Nothing
  'rights.whyNot.number_ceiling': Nothing
  'rights.whyNot.not_granted': Nothing
  'rights.whyNot.needs': { because: string | number; needed: string | number }
  'rights.whyNot.suspended': Nothing
  'rights.scopes.company': Nothing
  'rights.scopes.account': { name: string | number }
  'rights.scopes.centre': { name: string | number }
  'rights.scopes.line': { name: string | number }
  'rights.steps.own_company': Nothing
  'rights.steps.assigned': Nothing
  'rights.steps.offered': Nothing
  'rights.steps.company_ceiling': Nothing
  'rights.steps.number_ceiling': Nothing
  'rights.steps.granted': Nothing
  'rights.steps.needs': { fn: string | number }
  'rights.steps.active': Nothing
  'shell.row': { row: string | number }
  'shell.changed': { field: string | number; now: string | number }
  'shell.changed_by': { by: string | number; field: string | number; now: string | number }
  'shell.app_text': Nothing
  'shell.skip': Nothing
  'shell.sign_in': Nothing
  'shell.sign_out': Nothing
  'shell.language': Nothing
  'shell.languages.en': Nothing
  'shell.languages.hu': Nothing
  'shell.languages.sr': Nothing
  'shell.languages.ru': Nothing
  'shell.theme': Nothing
  'shell.themes.system': Nothing
  'shell.themes.light': Nothing
  'shell.themes.dark': Nothing
  'shell.apply': Nothing
  'shell.main_menu': Nothing
  'shell.more': Nothing
  'shell.filters': { count: number }
  'shell.settings': Nothing
  'shell.saved': Nothing
  'shell.again': Nothing
  'shell.kept.title': Nothing
  'shell.kept.typed': Nothing
  'shell.kept.sign_in': Nothing
  'shell.guard.other': { opened: string | number; present: string | number }
  'shell.guard.open_as': { present: string | number }
  'shell.guard.title': Nothing
  'shell.guard.left': { seconds: string | number }
  'shell.guard.last': { seconds: string | number }
  'shell.guard.stay': Nothing
  'shell.guard.over': Nothing
  'shell.guard.kept': Nothing
  'shell.guard.close': Nothing
  'shell.copy': Nothing
  'shell.copied': Nothing
  'shell.close': Nothing
  'shell.customer_service': { abroad: string | number; number: string | number }
  'shell.sending': Nothing
  'nav.approvals': Nothing
  'nav.lines': Nothing
  'nav.bills': Nothing
  'nav.rights': Nothing
  'nav.reports': Nothing
  'nav.overview': Nothing
  'nav.users': Nothing
  'nav.audit': Nothing
  'nav.profile': Nothing
  'nav.security': Nothing
  'home.title': Nothing
  'home.text': Nothing
  'home.access': Nothing
  'home.access_text': Nothing
  'home.rights': Nothing
  'home.rights_text': Nothing
  'home.audit': Nothing
  'home.audit_text': Nothing
  'overview.title': { name: string | number }
  'overview.needs_you': Nothing
  'overview.nothing': Nothing
  'overview.expired': { count: number }
  'overview.waiting': { count: number }
  'overview.see': Nothing
  'overview.overdue': { amount: string | number }
  'overview.see_bills': Nothing
  'overview.users': Nothing
  'overview.disputed': { count: number }
  'overview.suspended': { count: string | number }
  'overview.shortcuts': Nothing
  'overview.create_user': Nothing
  'overview.read_audit': Nothing
  'overview.edit_profile': Nothing
  'overview.last': { factors: string | number }
  'overview.factors.password': Nothing
  'overview.factors.sms': Nothing
  'overview.factors.mail': Nothing
  'overview.factors.app': Nothing
  'overview.factors.passkey': Nothing
  'overview.factors.backup': Nothing
  'overview.factors.company': Nothing
  'overview.factors.mfa': Nothing
  'overview.factors.persona': Nothing
  'overview.and': Nothing
  'overview.rights_later': { company: string | number; day: string | number }
  'overview.no_rights': { company: string | number }
  'dev.mailbox': Nothing
  'dev.mailbox_text': Nothing
  'dev.mailbox_empty': Nothing
  'dev.all': Nothing
  'dev.mail': Nothing
  'dev.sms': Nothing
  'dev.to': { recipient: string | number }
  'dev.personas': Nothing
  'dev.personas_text': Nothing
  'dev.open_as': { account: string | number }
  'dev.demo': Nothing
  'dev.pay': Nothing
  'dev.pay_text': Nothing
  'dev.pay_yes': Nothing
  'dev.pay_no': Nothing
  'dev.components': Nothing
  'dev.components_text': Nothing
  'dev.note': Nothing
  'dev.note_hint': Nothing
  'dev.secret': Nothing
  'dev.save': Nothing
  'dev.done': Nothing
  'dev.refused': Nothing
  'dev.ticked': { count: string | number }
  'dev.unapplied': Nothing
  'dev.fold': Nothing
  'errors.not_found_title': Nothing
  'errors.not_found_text': Nothing
  'errors.broken_title': Nothing
  'errors.broken_text': Nothing
  'errors.retry': Nothing
  'errors.home': Nothing
  'errors.reference': { digest: string | number }
  'security.title': Nothing
  'security.text': Nothing
  'security.sms': Nothing
  'security.is_on': { users: number }
  'security.is_off': { minimum: string | number }
  'security.if_off': { minimum: string | number; tooShort: number; users: number }
  'security.if_on': { unconfirmed: number; users: number }
  'security.otherwise': { consequence: string | number }
  'security.told': Nothing
  'security.saved_on': Nothing
  'security.saved_off': Nothing
  'security.last': { by: string | number; when: string | number }
  'factors.title': Nothing
  'factors.text': Nothing
  'factors.none': Nothing
  'factors.kinds.app': Nothing
  'factors.kinds.passkey': Nothing
  'factors.used': { when: string | number }
  'factors.never': Nothing
  'factors.remove': Nothing
  'factors.remove_named': { name: string | number }
  'factors.removed': Nothing
  'factors.added': Nothing
  'factors.add_app': Nothing
  'factors.add_passkey': Nothing
  'factors.name': Nothing
  'factors.name_hint': Nothing
  'factors.app_title': Nothing
  'factors.app_scan': Nothing
  'factors.app_picture': Nothing
  'factors.app_type': Nothing
  'factors.app_code': Nothing
  'factors.app_submit': Nothing
  'factors.passkey_title': Nothing
  'factors.passkey_text': Nothing
  'factors.passkey_submit': Nothing
  'factors.passkey_failed': Nothing
  'factors.passkey_scripts': Nothing
  'factors.backup_title': Nothing
  'factors.backup_left': { left: number }
  'factors.backup_text': Nothing
  'factors.backup_prove': Nothing
  'factors.backup_show': Nothing
  'factors.backup_see': Nothing
  'factors.backup_used': Nothing
  'factors.backup_renew': Nothing
  'factors.backup_renew_text': Nothing
  'factors.backup_renewed': Nothing
  'factors.backup_none': Nothing
  'factors.back': Nothing
  'sso.title': Nothing
  'sso.text': Nothing
  'sso.address': Nothing
  'sso.address_hint': Nothing
  'sso.client': Nothing
  'sso.secret': Nothing
  'sso.secret_keep': Nothing
  'sso.return_to': Nothing
  'sso.save': Nothing
  'sso.kept': Nothing
  'sso.removed': Nothing
  'sso.untested': Nothing
  'sso.in_use': { issuer: string | number; linked: number; when: string | number }
  'sso.test': Nothing
  'sso.remove': Nothing
  'sso.remove_text': Nothing
  'sso.link_title': Nothing
  'sso.link_text': { issuer: string | number }
  'sso.link': Nothing
  'sso.linked': { when: string | number }
  'sso.unlink': Nothing
  'sso.linked_done': Nothing
  'sso.unlinked_done': Nothing
  'sso.not_linked': Nothing
  'sso.go_title': Nothing
  'sso.go_text': Nothing
  'sso.go': Nothing
  'numbers.title': Nothing
  'numbers.text': Nothing
  'numbers.open': Nothing
  'numbers.never': Nothing
  'signIn.title': Nothing
  'signIn.heading': Nothing
  'signIn.name': Nothing
  'signIn.name_hint': Nothing
  'signIn.next': Nothing
  'signIn.password': Nothing
  'signIn.for': { account: string | number }
  'signIn.other': Nothing
  'signIn.forgotten': Nothing
  'signIn.show': Nothing
  'signIn.hide': Nothing
  'signIn.code_heading': Nothing
  'signIn.code': Nothing
  'signIn.code_sent': { number: string | number; reference: string | number }
  'signIn.code_not_sent': { number: string | number }
  'signIn.valid_for': { time: string | number }
  'signIn.valid_until': { at: Date }
  'signIn.expired': Nothing
  'signIn.announce': { seconds: string | number }
  'signIn.log_in': Nothing
  'signIn.not_received': Nothing
  'signIn.again_in': { seconds: string | number }
  'signIn.again_from': { at: Date }
  'signIn.sent_again': Nothing
  'signIn.sending.queued': Nothing
  'signIn.sending.retrying': Nothing
  'signIn.sending.sent': { at: Date }
  'signIn.sending.delivered': { at: Date }
  'signIn.sending.undelivered': { at: Date }
  'signIn.sending.rejected': { at: Date }
  'signIn.by_mail.label': Nothing
  'signIn.by_mail.sent': { number: string | number; reference: string | number }
  'signIn.by_mail.not_sent': { number: string | number }
  'signIn.by_mail.not_received': Nothing
  'signIn.by_mail.sent_again': Nothing
  'signIn.by_mail.on_its_way': { at: Date }
  'signIn.password_saved': Nothing
  'signIn.ways.label': Nothing
  'signIn.ways.use.sms': Nothing
  'signIn.ways.use.mail': Nothing
  'signIn.ways.use.app': Nothing
  'signIn.ways.use.passkey': Nothing
  'signIn.ways.use.backup': Nothing
  'signIn.ways.help': Nothing
  'signIn.factors.app.heading': Nothing
  'signIn.factors.app.text': Nothing
  'signIn.factors.app.label': Nothing
  'signIn.factors.passkey.heading': Nothing
  'signIn.factors.passkey.text': Nothing
  'signIn.factors.passkey.submit': Nothing
  'signIn.factors.passkey.failed': Nothing
  'signIn.factors.backup.heading': Nothing
  'signIn.factors.backup.text': Nothing
  'signIn.factors.backup.label': Nothing
  'signIn.second.heading': Nothing
  'signIn.second.text': { address: string | number; reference: string | number }
  'signIn.company.title': Nothing
  'signIn.company.heading': Nothing
  'signIn.company.text': Nothing
  'signIn.company.name': Nothing
  'signIn.company.name_hint': Nothing
  'signIn.company.go_heading': Nothing
  'signIn.company.go_text': Nothing
  'signIn.company.go': Nothing
  'signIn.company.link': Nothing
  'signIn.phone.title': Nothing
  'signIn.phone.heading': Nothing
  'signIn.phone.text': Nothing
  'signIn.phone.number': Nothing
  'signIn.phone.hint': Nothing
  'signIn.phone.check': Nothing
  'signIn.phone.check_text': Nothing
  'signIn.phone.other': Nothing
  'signIn.phone.request': Nothing
  'signIn.phone.sent': { number: string | number }
  'signIn.phone.asked_again': Nothing
  'signIn.phone.help': Nothing
  'signIn.phone.link': Nothing
  'signIn.phone.as_user': Nothing
  'signIn.choose_heading': Nothing
  'signIn.choose_text': { minimum: string | number }
  'signIn.new_password': Nothing
  'signIn.new_password_again': Nothing
  'signIn.save': Nothing
  'signIn.help': Nothing
  'signIn.help_text': { abroad: string | number; number: string | number }
  'signIn.start_over': Nothing
  'signIn.recover.heading': Nothing
  'signIn.recover.name': Nothing
  'signIn.recover.channel': Nothing
  'signIn.recover.mail': Nothing
  'signIn.recover.sms': Nothing
  'signIn.recover.send': Nothing
  'signIn.recover.code_heading': Nothing
  'signIn.recover.code': Nothing
  'signIn.recover.code_sent_mail': { login: string | number }
  'signIn.recover.code_sent_sms': { login: string | number }
  'signIn.recover.next': Nothing
  'signIn.recover.not_received': Nothing
  'signIn.recover.asked_again': Nothing
  'signIn.recover.reset_text': { address: string | number; minimum: string | number }
  'signIn.recover.other_ways': Nothing
  'signIn.recover.title': Nothing
  'signIn.recover.text': Nothing
  'signIn.recover.user': Nothing
  'signIn.recover.user_text': Nothing
  'signIn.recover.main': Nothing
  'signIn.recover.main_text': { abroad: string | number; number: string | number }
  'signIn.recover.back': Nothing
  'users.title': Nothing
  'users.intro': { company: string | number }
  'users.create': Nothing
  'users.search': Nothing
  'users.states.all': Nothing
  'users.states.active': Nothing
  'users.states.waiting': Nothing
  'users.states.disputed': Nothing
  'users.states.suspended': Nothing
  'users.sorts.name': Nothing
  'users.sorts.last': Nothing
  'users.state.active': Nothing
  'users.state.waiting': Nothing
  'users.state.disputed': Nothing
  'users.state.suspended': Nothing
  'users.columns.name': Nothing
  'users.columns.account': Nothing
  'users.columns.state': Nothing
  'users.columns.last': Nothing
  'users.columns.contact': Nothing
  'users.never': Nothing
  'users.main_administrator': Nothing
  'users.empty.search': { q: string | number }
  'users.empty.state': Nothing
  'users.empty.all': Nothing
  'users.form.login': Nothing
  'users.form.login_hint': { example: string | number }
  'users.form.name': Nothing
  'users.form.email': Nothing
  'users.form.email_hint': Nothing
  'users.form.mobile': Nothing
  'users.form.mobile_hint': Nothing
  'users.form.language': Nothing
  'users.form.company_language': Nothing
  'users.form.reason': Nothing
  'users.form.proof': Nothing
  'users.form.proof_hint': Nothing
  'users.form.cancel': Nothing
  'users.form.save': Nothing
  'users.holds_more': { name: string | number }
  'users.create_title': Nothing
  'users.create_text': Nothing
  'users.created': { account: string | number; email: string | number }
  'users.password.heading': Nothing
  'users.password.chosen': Nothing
  'users.password.none': Nothing
  'users.password.temporary': { mail: string | number; when: string | number }
  'users.password.temporary_expired': { when: string | number }
  'users.password.mail.queued': Nothing
  'users.password.mail.sent': Nothing
  'users.password.mail.delivered': Nothing
  'users.password.mail.undelivered': Nothing
  'users.password.mail.waiting': Nothing
  'users.password.mail.rejected': Nothing
  'users.password.mail.unknown': Nothing
  'users.password.reissue': Nothing
  'users.password.reissue_text': { email: string | number; name: string | number }
  'users.password.reissued': { email: string | number }
  'users.access.heading': Nothing
  'users.access.active': { name: string | number }
  'users.access.suspended': { by: string | number; when: string | number }
  'users.access.disputed': Nothing
  'users.access.because': { reason: string | number }
  'users.access.suspend': { name: string | number }
  'users.access.suspend_text': { name: string | number }
  'users.access.suspended_done': { name: string | number }
  'users.access.reactivate': { name: string | number }
  'users.access.reactivated_done': { name: string | number }
  'users.factors.heading': Nothing
  'users.factors.text': { count: number }
  'users.factors.remove': Nothing
  'users.factors.remove_text': { name: string | number }
  'users.factors.removed': { name: string | number }
  'users.sessions.own': Nothing
  'users.sessions.heading': { name: string | number }
  'users.sessions.none': Nothing
  'users.sessions.device': { browser: string | number; system: string | number }
  'users.sessions.unknown': Nothing
  'users.sessions.this': Nothing
  'users.sessions.last': Nothing
  'users.sessions.end': Nothing
  'users.sessions.end_others': Nothing
  'users.sessions.sign_out': { name: string | number }
  'users.sessions.ended': Nothing
  'users.sessions.ended_done': { name: string | number }
  'users.stop.title': Nothing
  'users.stop.what': { account: string | number; by: string | number; email: string; mobile: string; when: string | number }
  'users.stop.effect': { account: string | number }
  'users.stop.until': { until: string | number }
  'users.stop.button': Nothing
  'users.stop.stopped': { account: string | number; when: string | number }
  'users.stop.after': Nothing
  'users.stop.alone': { number: string | number }
  'users.stop.settled': { account: string | number; when: string | number }
  'users.stop.settled_after': { number: string | number }
  'users.stop.code_text': Nothing
  'users.stop.reference': Nothing
  'users.stop.code': Nothing
  'users.dispute.title': Nothing
  'users.dispute.what': { account: string | number; when: string | number }
  'users.dispute.advice': Nothing
  'users.dispute.former': { by: string | number; when: string | number }
  'users.dispute.former_operator': { when: string | number }
  'users.dispute.present': Nothing
  'users.dispute.effect': { account: string | number }
  'users.dispute.button': Nothing
  'users.dispute.done': { email: string | number }
  'users.contact.heading': Nothing
  'users.contact.confirmed': Nothing
  'users.contact.unconfirmed': Nothing
  'users.contact.edit': Nothing
  'users.contact.edit_text': Nothing
  'users.contact.saved': Nothing
  'users.rights.heading': { name: string | number }
  'users.rights.can': Nothing
  'users.rights.cannot': Nothing
  'users.rights.meant': Nothing
  'users.rights.nothing': Nothing
  'users.profile.title': Nothing
  'users.profile.language': Nothing
  'users.profile.saved': Nothing
  'users.profile.account': Nothing
  'users.profile.administrator_changes': Nothing
  'users.profile.password': Nothing
  'users.profile.password_text': Nothing
  'users.profile.current': Nothing
  'users.profile.password_saved': Nothing
  'users.profile.what': Nothing
}

type Nothing = Record<never, never>
