import type { ErrorCode } from './errors.ts';
import type { Bilingual } from './products/bilingual.ts';

/** What a customer reads when something goes wrong. Never a path, a stack or a number of ours. */
export const CUSTOMER_SENTENCES: Readonly<Record<ErrorCode, Bilingual>> = {
  'bad-input': {
    zh: '这个请求看不懂，请换一种说法再试一次。',
    en: 'That could not be understood. Please put it another way and try again.',
  },
  'not-found': {
    zh: '找不到这个设计了，请重新画一次。',
    en: 'This design is no longer here. Please draw it again.',
  },
  'no-engine-for-size': {
    zh: '这台机器还不能画这种尺寸，请换一件商品或请店员帮忙。',
    en: 'This machine cannot draw that size yet. Please choose another product or ask the staff.',
  },
  'queue-full': {
    zh: '前面还有几位客人在等，请稍后再试。',
    en: 'A few people are ahead of you. Please try again in a moment.',
  },
  aborted: { zh: '已取消。', en: 'Cancelled.' },
  'engine-failed': {
    zh: '绘画时出了点问题，请再试一次；若再次出现，请找店员。',
    en: 'Something went wrong while drawing. Please try again; if it happens again, ask the staff.',
  },
  'not-provisioned': {
    zh: '这台机器还没有准备好，请找店员。',
    en: 'This machine has not been set up yet. Please ask the staff.',
  },
  'port-in-use': {
    zh: '这台机器还没有准备好，请找店员。',
    en: 'This machine is not ready. Please ask the staff.',
  },
  'data-in-use': {
    zh: '这台机器还没有准备好，请找店员。',
    en: 'This machine is not ready. Please ask the staff.',
  },
  'data-newer': {
    zh: '这台机器还没有准备好，请找店员。',
    en: 'This machine is not ready. Please ask the staff.',
  },
  'disk-full': {
    zh: '存储空间已满，请找店员。',
    en: 'There is no room left to keep your design. Please ask the staff.',
  },
  'too-large': {
    zh: '内容太长了，请写短一些。',
    en: 'That is too long. Please use fewer words.',
  },
  'unsupported-type': {
    zh: '这个请求的格式不对，请刷新页面后再试。',
    en: 'That request has the wrong form. Please reload the page and try again.',
  },
  'foreign-host': {
    zh: '请在这台机器上打开本页面。',
    en: 'Please open this page on the machine itself.',
  },
  'foreign-origin': {
    zh: '请在这台机器上打开本页面。',
    en: 'Please open this page on the machine itself.',
  },
  internal: {
    zh: '出了点意外，请再试一次；若再次出现，请找店员。',
    en: 'Something unexpected happened. Please try again; if it happens again, ask the staff.',
  },
};
