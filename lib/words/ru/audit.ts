export default {
  title: 'Журнал действий',
  intro:
    '{company}: все изменения — кто их внёс и когда. Записи никто не может изменить или удалить; каждая скрепляет печатью предыдущую.',
  columns: { when: 'Когда', who: 'Кто', what: 'Что', details: 'Подробности', seal: 'Печать' },
  older: 'Более ранние записи',
  newest: 'Последние записи',
  empty: 'Пока ничего не произошло.',
  reason: 'Причина: {reason}',
  from: 'с адреса {address}',
  nothing: 'нет',
  actions: {
    company: {
      main_administrator_registered: 'Пользователь {object} зарегистрирован как главный администратор',
      user_created: 'Пользователь {object} создан',
      user_edited: 'Данные пользователя {object} исправлены',
      user_suspended: 'Доступ пользователя {object} приостановлен',
      user_reactivated: 'Доступ пользователя {object} возобновлён',
      temporary_password_reissued: 'Пользователю {object} отправлен новый временный пароль',
      profile_edited: 'Пользователь {object} изменил свой профиль',
    },
    grants: {
      right_granted: 'Пользователю {object} назначена роль',
      right_ended: 'У пользователя {object} отозвана роль',
    },
    identity: {
      signed_in: 'Пользователь {object} вошёл в систему',
      password_reset: 'Пользователь {object} задал новый пароль с помощью одноразового кода',
      password_changed: 'Пользователь {object} сменил пароль',
    },
    demo: { persona_opened: 'Пользователь {object} открыт со страницы персонажей' },
  },
  fields: {
    name: 'ФИО',
    email: 'e-mail',
    mobile: 'номер',
    language: 'язык',
    template: 'роль',
    declaration: 'заявление',
    company: 'компания',
    factors: 'способ подтверждения',
  },
}
