import { describe, expect, it } from 'vitest';
import { edited, newTyping, pressed, taken } from '../../../kiosk-ui/customer/keyboard/typing.ts';

const candidate = { text: '樱花', length: 7, syllables: ['ying', 'hua'] };

describe('a key', () => {
  it('gathers letters until a candidate is taken, and keeps those it does not stand for', () => {
    let typing = newTyping('zh');
    for (const letter of 'yinghuashu') typing = pressed(typing, { kind: 'letter', letter }, undefined).typing;
    expect(typing.letters).toBe('yinghuashu');
    expect(taken(typing, candidate)).toEqual({
      typing: { ...typing, letters: 'shu' },
      edit: { insert: '樱花' },
    });
    expect(pressed(typing, { kind: 'space' }, candidate).edit).toEqual({ insert: '樱花' });
    expect(pressed(typing, { kind: 'sign', sign: '！' }, candidate).edit).toEqual({ insert: 'yinghuashu！' });
  });

  it('puts Latin letters in at once, one of them a capital after shift', () => {
    const shifted = pressed(newTyping('en'), { kind: 'shift' }, undefined).typing;
    const after = pressed(shifted, { kind: 'letter', letter: 'f' }, undefined);
    expect(after).toEqual({ typing: { mode: 'latin', shift: false, letters: '' }, edit: { insert: 'F' } });
  });

  it('loses no letter when the mode changes, and takes no more than anybody types', () => {
    const typing = { ...newTyping('zh'), letters: 'abc' };
    expect(pressed(typing, { kind: 'mode', mode: 'latin' }, undefined).edit).toEqual({ insert: 'abc' });
    const full = { ...typing, letters: 'x'.repeat(60) };
    expect(pressed(full, { kind: 'letter', letter: 'y' }, undefined).typing.letters).toHaveLength(60);
  });
});

describe('the words', () => {
  const at = (start: number, end = start) => ({ start, end });

  it('change where the caret stands', () => {
    expect(edited('一只猫', at(2), { insert: '小' }, 200)).toEqual({ words: '一只小猫', caret: 3 });
    expect(edited('一只小猫', at(0, 2), { insert: '两只' }, 200)).toEqual({ words: '两只小猫', caret: 2 });
    expect(edited('一只猫', at(3), { erase: true }, 200)).toEqual({ words: '一只', caret: 2 });
    expect(edited('一只猫', at(0), { erase: true }, 200)).toEqual({ words: '一只猫', caret: 0 });
    expect(edited('a🦊', at(3), { erase: true }, 200)).toEqual({ words: 'a', caret: 1 });
  });

  it('never grow beyond their length', () => {
    expect(edited('12345', at(5), { insert: '6789' }, 7)).toEqual({ words: '1234567', caret: 7 });
  });
});
