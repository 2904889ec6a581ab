/** Chinese words by their syllables, as a tree. */

export interface Word {
  readonly text: string;
  /** Negative natural logarithm of how often it is used: 0 would be always. */
  readonly cost: number;
}

export interface Node {
  readonly children: Map<string, Node>;
  readonly words: Word[];
}

const newNode = (): Node => ({ children: new Map(), words: [] });

/** Hundredths, as the file has them. */
const COST_UNIT = 100;

/**
 * Reads a dictionary: a line for each reading, `ying'hua` TAB `樱花 1034,映画 1290`, where a number is a cost
 * in hundredths.
 */
export function readDictionary(text: string): Node {
  const root = newNode();
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const node = nodeAt(root, line.slice(0, tab).split("'"));
    for (const entry of line.slice(tab + 1).split(',')) {
      const space = entry.indexOf(' ');
      node.words.push({ text: entry.slice(0, space), cost: Number(entry.slice(space + 1)) / COST_UNIT });
    }
  }
  return root;
}

/** Puts a word in, or makes it cheaper. */
export function addWord(root: Node, syllables: readonly string[], word: Word): void {
  const { words } = nodeAt(root, syllables);
  const known = words.findIndex(({ text }) => text === word.text);
  if (known >= 0) words.splice(known, 1);
  words.push(word);
  words.sort((a, b) => a.cost - b.cost);
}

function nodeAt(root: Node, syllables: readonly string[]): Node {
  let node = root;
  for (const syllable of syllables) {
    let child = node.children.get(syllable);
    if (!child) {
      child = newNode();
      node.children.set(syllable, child);
    }
    node = child;
  }
  return node;
}
