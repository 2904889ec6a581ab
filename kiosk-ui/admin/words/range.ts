import type { ChipChoice } from '../server-types.ts';

/** Sentences of the page on which a shop decides what it offers. */
export interface RangeText {
  readonly lead: string;
  readonly sections: Readonly<Record<'products' | 'chips' | 'presets', string>>;
  readonly section: string;
  readonly offered: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly price: string;
  readonly width: string;
  readonly height: string;
  readonly colours: string;
  readonly colourOf: (name: string) => string;
  readonly removeColour: (name: string) => string;
  readonly newColourZh: string;
  readonly newColourEn: string;
  readonly kinds: Readonly<Record<ChipChoice['kind'], string>>;
  readonly kind: string;
  readonly wordsZh: string;
  readonly wordsEn: string;
  readonly wordsHint: string;
  readonly layoutHint: string;
  readonly edit: (name: string) => string;
  readonly says: string;
  readonly add: string;
  readonly remove: string;
  readonly newZh: string;
  readonly newEn: string;
  readonly modelsOwn: string;
  readonly presetsLead: string;
  readonly quick: string;
  readonly fine: string;
  readonly free: string;
  readonly balanced: string;
  readonly exact: string;
  readonly seconds: (quick: string, fine: string) => string;
  readonly unsaved: string;
  readonly reset: string;
  readonly resetSurely: string;
}

export const rangeEn: RangeText = {
  lead: 'What customers can choose. The kiosk shows a change as soon as nobody is using it, without a restart.',
  sections: { products: 'Products', chips: 'Words to touch', presets: 'Drawing' },
  section: 'Edit',
  offered: 'On offer',
  nameZh: 'Name in Chinese',
  nameEn: 'Name in English',
  price: 'Price, as customers read it',
  width: 'Print area, width in mm',
  height: 'Print area, height in mm',
  colours: 'Colours you keep, the usual one first',
  colourOf: (name) => `The shade of ${name}`,
  removeColour: (name) => `Remove ${name}`,
  newColourZh: '新颜色',
  newColourEn: 'New colour',
  kinds: { motif: 'Motifs', colour: 'Grounds', occasion: 'Occasions', layout: 'Layouts' },
  kind: 'Kind',
  wordsZh: 'In the Chinese sentence',
  wordsEn: 'In the English sentence',
  wordsHint: 'The words the machine draws from, an English noun with its article.',
  layoutHint: '{} stands for the motif.',
  edit: (name) => `Edit ${name}`,
  says: 'The sentence it makes:',
  add: 'Add one',
  remove: 'Remove',
  newZh: '新词',
  newEn: 'New word',
  modelsOwn: 'As the model suggests',
  presetsLead:
    'More steps take longer and show more detail. Guidance is how closely the words are followed; 1 is none, and models made for few steps heed none.',
  quick: 'Steps, quick',
  fine: 'Steps, fine',
  free: 'Guidance, free',
  balanced: 'Guidance, balanced',
  exact: 'Guidance, exact',
  seconds: (quick, fine) => `Four designs take about ${quick} s (quick) or ${fine} s (fine) on this machine.`,
  unsaved: 'Not saved yet.',
  reset: 'Back to how it came',
  resetSurely: 'Yes, take all changes back',
};

export const rangeZh: RangeText = {
  lead: '顾客可以选择的内容。保存后，自助机空闲时就会更新，不用重启。',
  sections: { products: '商品', chips: '点选词', presets: '绘画' },
  section: '编辑',
  offered: '上架',
  nameZh: '中文名称',
  nameEn: '英文名称',
  price: '价格（照此显示给顾客）',
  width: '印刷区宽度（毫米）',
  height: '印刷区高度（毫米）',
  colours: '店里有的颜色（最常用的放在最前）',
  colourOf: (name) => `“${name}”的色值`,
  removeColour: (name) => `删除“${name}”`,
  newColourZh: '新颜色',
  newColourEn: 'New colour',
  kinds: { motif: '图案', colour: '底色', occasion: '节日', layout: '构图' },
  kind: '类别',
  wordsZh: '中文句子里的词',
  wordsEn: '英文句子里的词',
  wordsHint: '机器按这些词作画；英文名词请带冠词。',
  layoutHint: '{} 代表图案。',
  edit: (name) => `编辑“${name}”`,
  says: '组成的句子：',
  add: '添加',
  remove: '删除',
  newZh: '新词',
  newEn: 'New word',
  modelsOwn: '采用模型的建议',
  presetsLead:
    '步数越多，用时越长，细节越多。引导强度表示多大程度上照着文字画；1 表示不引导，少步数模型不受它影响。',
  quick: '快速：步数',
  fine: '精细：步数',
  free: '自由：引导强度',
  balanced: '均衡：引导强度',
  exact: '严格：引导强度',
  seconds: (quick, fine) => `在这台机器上画四幅，快速约 ${quick} 秒，精细约 ${fine} 秒。`,
  unsaved: '尚未保存。',
  reset: '恢复出厂内容',
  resetSurely: '确定撤销所有修改',
};
