import type { WordClassView } from '../server-types.ts';

type ListedClass = WordClassView['name'] | 'shop';

/** Sentences of the page on which a shop decides about words. */
export interface WordRulesText {
  readonly lead: string;
  readonly trialTitle: string;
  readonly trial: string;
  readonly trialHint: string;
  readonly drawn: string;
  readonly refused: (wordClass: string, entry: string) => string;
  readonly classesTitle: string;
  readonly classesLead: string;
  readonly classes: Readonly<Record<ListedClass, string>>;
  readonly entries: (count: number) => string;
  readonly always: string;
  readonly blocked: string;
  readonly blockedHint: string;
  readonly allowed: string;
  readonly allowedHint: string;
  readonly unsaved: string;
}

export const wordRulesEn: WordRulesText = {
  lead: 'What this kiosk does not draw. Customers only read that there is something in their words that is not drawn here.',
  trialTitle: 'Try words',
  trial: 'Would this be drawn?',
  trialHint: 'Judged by what is set below, saved or not.',
  drawn: 'Would be drawn.',
  refused: (wordClass, entry) => `Would be refused: ${wordClass}, for “${entry}”.`,
  classesTitle: 'Lists',
  classesLead: 'Ticked lists are refused.',
  classes: {
    slurs: 'Insults to peoples and groups',
    sexual: 'Sex and nudity',
    hate: 'Hateful movements and signs',
    politics: 'Politics that may not be printed in China',
    violence: 'Violence, self-harm, terror, weapons',
    drugs: 'Drugs',
    gambling: 'Gambling',
    profanity: 'Swear words',
    brands: 'Brands and characters that belong to somebody',
    persons: 'Public persons',
    shop: 'the shop’s own list',
  },
  entries: (count) => `${count} entries`,
  always: 'always on',
  blocked: 'Words this shop does not draw either, one a line',
  blockedHint: 'Brands, names, anything in Chinese or English. They win over everything that is allowed.',
  allowed: 'Words that are drawn here, one a line',
  allowedHint: 'For names that hold a refused word, such as a dish or a place.',
  unsaved: 'Not saved yet.',
};

export const wordRulesZh: WordRulesText = {
  lead: '本机不画的内容。顾客只会看到“这里面有本店不画的内容”，不会看到具体的词。',
  trialTitle: '试一试',
  trial: '这句话会画吗？',
  trialHint: '按下面的设置判断，不论是否已保存。',
  drawn: '会画。',
  refused: (wordClass, entry) => `不会画：${wordClass}，因为“${entry}”。`,
  classesTitle: '词表',
  classesLead: '打勾的词表会被拒绝。',
  classes: {
    slurs: '对民族和人群的侮辱',
    sexual: '色情与裸露',
    hate: '仇恨组织与标志',
    politics: '在中国不得印制的政治内容',
    violence: '暴力、自残、恐怖、武器',
    drugs: '毒品',
    gambling: '赌博',
    profanity: '脏话',
    brands: '他人的品牌与角色',
    persons: '公众人物',
    shop: '本店词表',
  },
  entries: (count) => `${count} 条`,
  always: '始终开启',
  blocked: '本店另外不画的词，每行一个',
  blockedHint: '品牌、人名等，中英文均可。优先于一切允许的词。',
  allowed: '本店允许画的词，每行一个',
  allowedHint: '用于含有被拒词的名称，例如菜名或地名。',
  unsaved: '尚未保存。',
};
