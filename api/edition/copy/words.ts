type Words = {
  /** @param where a link to the page that this is a copy of; @param when a time */
  copyOf: (where: string, when: string) => string
  /** @param where a link to where the form is */
  formThere: (where: string) => string
}

/** What a copy says about itself, in every language that a page can be in; English for any other. */
export const words: Record<string, Words> = {
  en: {
    copyOf: (where, when) => `This is a copy of ${where}, made on ${when}. What was posted since is not in it.`,
    formThere: (where) => `This works only on ${where}, when it can be reached.`,
  },
  de: {
    copyOf: (where, when) =>
      `Das ist eine Kopie von ${where}, entstanden am ${when}. Was seither veröffentlicht wurde, steht nicht darin.`,
    formThere: (where) => `Das geht nur auf ${where}, solange die Seite erreichbar ist.`,
  },
  fr: {
    copyOf: (where, when) =>
      `Ceci est une copie de ${where}, faite le ${when}. Ce qui a été publié depuis n’y figure pas.`,
    formThere: (where) => `Cela ne fonctionne que sur ${where}, quand le site est joignable.`,
  },
  es: {
    copyOf: (where, when) =>
      `Esto es una copia de ${where}, hecha el ${when}. Lo publicado desde entonces no figura en ella.`,
    formThere: (where) => `Esto solo funciona en ${where}, cuando se puede acceder a él.`,
  },
  ja: {
    copyOf: (where, when) => `これは ${where} の写しです（${when} 作成）。その後に公開された内容は含まれていません。`,
    formThere: (where) => `これは ${where} に接続できるときだけ、そちらでご利用いただけます。`,
  },
}
