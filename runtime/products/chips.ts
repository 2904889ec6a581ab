import type { Bilingual } from './bilingual.ts';

/** What a chip says about the picture. Styles are chips of a fifth kind with a place of their own in a wish. */
export type ChipKind = 'motif' | 'colour' | 'occasion' | 'layout';

/** Words that a customer adds with one touch. */
export interface Chip {
  readonly id: string;
  readonly kind: ChipKind;
  /** On the chip. */
  readonly name: Bilingual;
  /**
   * In the sentence. A motif or an occasion is a noun with its article; a layout has `{}` where the nouns
   * stand, without their articles.
   */
  readonly fragment: Bilingual;
}

const motif = (id: string, zh: string, en: string, fragment: string): Chip => ({
  id,
  kind: 'motif',
  name: { zh, en },
  fragment: { zh, en: fragment },
});

const colour = (id: string, zh: string, en: string, article = 'a'): Chip => ({
  id,
  kind: 'colour',
  name: { zh, en },
  fragment: { zh: `${zh}背景`, en: `on ${article} ${en.toLowerCase()} background` },
});

const occasion = (id: string, name: Bilingual, fragment: Bilingual): Chip => ({
  id,
  kind: 'occasion',
  name,
  fragment,
});

const layout = (id: string, name: Bilingual, fragment: Bilingual): Chip => ({
  id,
  kind: 'layout',
  name,
  fragment,
});

/**
 * The shop's vocabulary to touch. Motifs and grounds are among those the starter model was trained on, worded
 * as in its training; an occasion stands for the thing that is drawn for it.
 */
export const CHIPS: readonly Chip[] = [
  motif('cherry-blossom', '樱花', 'Cherry blossom', 'a cherry blossom'),
  motif('lotus', '荷花', 'Lotus', 'a lotus'),
  motif('sunflower', '向日葵', 'Sunflower', 'a sunflower'),
  motif('panda', '熊猫', 'Panda', 'a panda'),
  motif('cat', '小猫', 'Cat', 'a cat'),
  motif('fox', '狐狸', 'Fox', 'a fox'),
  motif('rabbit', '兔子', 'Rabbit', 'a rabbit'),
  motif('dragon', '龙', 'Dragon', 'a dragon'),
  motif('phoenix', '凤凰', 'Phoenix', 'a phoenix'),
  motif('butterfly', '蝴蝶', 'Butterfly', 'a butterfly'),
  motif('whale', '鲸鱼', 'Whale', 'a whale'),
  motif('moon', '月亮', 'Moon', 'a moon'),
  colour('white', '白色', 'White'),
  colour('cream', '米色', 'Cream'),
  colour('yellow', '黄色', 'Yellow'),
  colour('orange', '橙色', 'Orange', 'an'),
  colour('red', '红色', 'Red'),
  colour('pink', '粉色', 'Pink'),
  colour('purple', '紫色', 'Purple'),
  colour('blue', '蓝色', 'Blue'),
  colour('sky', '天蓝色', 'Sky blue'),
  colour('mint', '薄荷绿', 'Mint green'),
  colour('green', '绿色', 'Green'),
  colour('black', '黑色', 'Black'),
  occasion('spring-festival', { zh: '春节', en: 'New Year' }, { zh: '灯笼', en: 'a lantern' }),
  occasion('birthday', { zh: '生日', en: 'Birthday' }, { zh: '生日蛋糕', en: 'a birthday cake' }),
  occasion('valentine', { zh: '情人节', en: 'Valentine' }, { zh: '爱心', en: 'a heart' }),
  occasion('wedding', { zh: '婚礼', en: 'Wedding' }, { zh: '戒指', en: 'a ring' }),
  occasion('mid-autumn', { zh: '中秋', en: 'Mid-autumn' }, { zh: '月饼', en: 'a mooncake' }),
  occasion('graduation', { zh: '毕业', en: 'Graduation' }, { zh: '学士帽', en: 'a graduation cap' }),
  occasion('christmas', { zh: '圣诞', en: 'Christmas' }, { zh: '圣诞树', en: 'a christmas tree' }),
  occasion('mothers-day', { zh: '母亲节', en: 'Mother’s Day' }, { zh: '花束', en: 'a bouquet' }),
  layout('pattern', { zh: '满版', en: 'All over' }, { zh: '{}平铺', en: 'seamless {} pattern' }),
  layout('grid', { zh: '方格', en: 'In rows' }, { zh: '{}方格排列', en: '{} grid' }),
  layout('wreath', { zh: '花环', en: 'Wreath' }, { zh: '{}花环', en: '{} wreath' }),
  layout('border', { zh: '边框', en: 'Frame' }, { zh: '{}边框', en: '{} border' }),
  layout('medallion', { zh: '徽章', en: 'Badge' }, { zh: '{}徽章', en: '{} medallion' }),
  layout('corner', { zh: '角花', en: 'Corners' }, { zh: '{}角花', en: '{} corner decoration' }),
];
