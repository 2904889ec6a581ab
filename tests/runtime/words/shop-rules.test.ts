import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ShopGuard } from '../../../runtime/words/shop-rules.ts';
import { SHOP_WORDS_FILE } from '../../../runtime/words/shop-words.ts';

const newDir = () => mkdtemp(join(tmpdir(), 'motif-words-'));
const none = { blocked: [], allowed: [], off: [] };

describe('the shop’s rules for words', () => {
  it('hold the file’s words until something is saved, and what was saved after a new start', async () => {
    const dir = await newDir();
    await writeFile(join(dir, SHOP_WORDS_FILE), 'Acme Cola\n');
    const guard = await ShopGuard.open(dir);
    expect(guard.judge('a can of acme cola')).toEqual({ wordClass: 'shop', entry: 'Acme Cola' });
    await guard.choose({ ...none, blocked: ['王小明'] });
    for (const after of [guard, await ShopGuard.open(dir)]) {
      expect(after.judge('a can of acme cola')).toBeNull();
      expect(after.judge('王小明的头像')?.wordClass).toBe('shop');
    }
  });

  it('switch a class off, and no other', async () => {
    const guard = await ShopGuard.open(await newDir());
    expect(guard.judge('a casino')?.wordClass).toBe('gambling');
    await guard.choose({ ...none, off: ['gambling', 'brands'] });
    expect(['a casino', 'Hello Kitty', '麻将和皮卡丘'].filter((text) => guard.judge(text))).toEqual([]);
    expect(guard.judge('a naked lady in a casino')?.wordClass).toBe('sexual');
  });

  it('allow words that hold a listed one; beside them it is refused, and what is blocked wins', async () => {
    const guard = await ShopGuard.open(await newDir());
    const dish = '土匪猪肝配麻婆鸦片鱼';
    expect(guard.judge(dish)?.entry).toBe('鸦片');
    await guard.choose({ ...none, allowed: ['鸦片鱼', 'The Gun Inn'] });
    expect(guard.judge(dish)).toBeNull();
    expect(guard.judge('a mug of the gun inn')).toBeNull();
    expect(guard.judge(`${dish}和鸦片`)?.entry).toBe('鸦片');
    expect(guard.judge('a gun in the gun inn')?.entry).toBe('gun');
    await guard.choose({ ...none, allowed: ['鸦片鱼'], blocked: ['鸦片鱼'] });
    expect(guard.judge(dish)).toEqual({ wordClass: 'shop', entry: '鸦片鱼' });
  });

  it('allow none of what no kiosk draws, name it, and stay as they were', async () => {
    const guard = await ShopGuard.open(await newDir());
    await expect(guard.choose({ ...none, allowed: ['黑鬼鱼馆', '黑鬼'] })).rejects.toThrow(
      /"黑鬼", .* "slurs"/,
    );
    expect(guard.rules.allowed).toEqual([]);
  });
});
