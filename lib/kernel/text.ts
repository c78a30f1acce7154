/** Lower case without accents, for searching and for names in logins. */
export const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** `a•••@acme.example`: enough to recognise one's own address, too little to learn another's. */
export const maskedEmail = (email: string) => email.replace(/^(.).*(?=@)/u, '$1•••')
