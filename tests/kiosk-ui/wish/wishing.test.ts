import { describe, expect, it } from 'vitest';
import { nextSession } from '../../../kiosk-ui/customer/session/next-session.ts';
import { newSession, type Session } from '../../../kiosk-ui/customer/session/session.ts';
import { namedProduct } from '../../../kiosk-ui/customer/wish/named-product.ts';
import { chipTouched, languageTouched, surprised, written } from '../../../kiosk-ui/customer/wish/wishing.ts';
import type { Language } from '../../../kiosk-ui/shared/language.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';
import { seeded } from '../../fakes/seeded.ts';

const catalogue = catalogueFor([{ width: 512, height: 512 }], null);

function start(language: Language): Session {
  return nextSession(nextSession(newSession(language), { type: 'wake' }), {
    type: 'product',
    product: 'mug',
  });
}

function touch(session: Session, ...ids: readonly string[]): Session {
  return ids.reduce((before, id) => {
    const chip = catalogue.chips.find((known) => known.id === id);
    if (!chip) throw new Error(`Expected a chip but there is none called ${id}.`);
    return nextSession(before, chipTouched(before, catalogue, chip));
  }, session);
}

const write = (session: Session, words: string) => nextSession(session, written(session, catalogue, words));

describe('the sentence of the chips', () => {
  it.each([
    ['zh', ['panda'], '熊猫'],
    ['zh', ['panda', 'pink'], '熊猫，粉色背景'],
    ['en', ['panda', 'pink'], 'a panda on a pink background'],
    ['zh', ['panda', 'spring-festival', 'red'], '熊猫和灯笼，红色背景'],
    ['en', ['cat', 'moon', 'wreath'], 'cat and moon wreath'],
    [
      'en',
      ['cherry-blossom', 'pattern', 'orange'],
      'seamless cherry blossom pattern on an orange background',
    ],
    ['zh', ['cherry-blossom', 'border'], '樱花边框'],
    ['en', ['pink'], 'on a pink background'],
  ] as const)('%s %j: %s', (language, chips, sentence) => {
    expect(touch(start(language), ...chips)).toMatchObject({ prompt: sentence, chips });
  });

  it('has one ground, one layout and at most two things', () => {
    const session = touch(start('zh'), 'red', 'pink', 'grid', 'wreath', 'cat', 'fox', 'birthday');
    expect(session).toMatchObject({ prompt: '狐狸和生日蛋糕花环，粉色背景' });
  });

  it('loses what is touched again', () => {
    expect(touch(start('en'), 'panda', 'pink', 'panda').prompt).toBe('on a pink background');
    expect(touch(start('en'), 'panda', 'panda')).toMatchObject({ prompt: '', chips: [] });
  });

  it('follows the language, unless the customer has written it', () => {
    const session = touch(start('zh'), 'panda', 'pink');
    const english = nextSession(session, languageTouched(session, catalogue, 'en'));
    expect(english).toMatchObject({ prompt: 'a panda on a pink background', chips: ['panda', 'pink'] });
    const own = write(session, '戴帽子的熊猫');
    expect(nextSession(own, languageTouched(own, catalogue, 'en')).prompt).toBe('戴帽子的熊猫');
  });
});

describe('a sentence of the customer’s own', () => {
  it('is added to and taken from, never replaced', () => {
    const own = write(start('zh'), '戴帽子的小熊');
    const pink = touch(own, 'pink');
    expect(pink.prompt).toBe('戴帽子的小熊，粉色背景');
    expect(touch(pink, 'blue').prompt).toBe('戴帽子的小熊，蓝色背景');
    expect(touch(pink, 'pink').prompt).toBe('戴帽子的小熊');
    expect(touch(write(start('en'), 'a bear with a hat'), 'pattern', 'pink').prompt).toBe(
      'a bear with a hat, all over, on a pink background',
    );
  });

  it('releases the chips whose words were edited away', () => {
    const session = touch(start('en'), 'panda', 'pink');
    expect(write(session, 'a red panda on a pink background').chips).toEqual(['panda', 'pink']);
    expect(write(session, 'a bear on a pink background').chips).toEqual(['pink']);
    expect(write(session, '').chips).toEqual([]);
  });

  it('stays on one line', () => {
    expect(write(start('en'), 'a fox\n and a cat').prompt).toBe('a fox and a cat');
  });
});

describe('a product named in the words', () => {
  it.each([
    ['带有樱花元素的马克杯', 'mug'],
    ['印着熊猫的T恤', 't-shirt'],
    ['一只猫的帆布袋', 'tote'],
    ['a fox on a Phone Case', 'phone-case'],
    ['two cats, postcard', 'postcard'],
    ['moon fridge magnet', 'magnet'],
    ['a mug print for my tote', 'tote'],
    ['the committee of geese', undefined],
    ['magnetic field', undefined],
    ['一只熊猫', undefined],
  ])('%s → %s', (words, product) => {
    expect(namedProduct(words, catalogue.products)).toBe(product);
  });

  it('is the one that is drawn on, until the customer chooses another', () => {
    const named = write(start('zh'), '带有樱花元素的帆布袋');
    expect(named.product).toBe('tote');
    const mug = nextSession(named, { type: 'product', product: 'mug' });
    expect(write(mug, '带有樱花元素的帆布袋，粉色').product).toBe('mug');
  });
});

describe('surprise me', () => {
  it('makes a sentence that can be drawn, in both languages, and not always the same', () => {
    const numbers = seeded(7);
    const random = () => numbers() / 2 ** 32;
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const language = i % 2 === 0 ? 'zh' : 'en';
      const session = surprised({ language }, catalogue, random).reduce(nextSession, start(language));
      seen.add(session.prompt);
      expect(nextSession(session, { type: 'draw' }).screen).toBe('drawing');
      expect(session.style).toBeDefined();
    }
    expect(seen.size).toBeGreaterThan(25);
  });
});
