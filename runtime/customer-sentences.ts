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
  'words-refused': {
    zh: '这里面有本店不画的内容。请换个说法，比如一种花、动物或节日。',
    en: 'There is something in these words that we do not draw here. How about a flower, an animal or a festival?',
  },
  'print-not-promised': {
    zh: '这个尺寸印出来会模糊。请把图案缩小一些再试。',
    en: 'At this size the print would not be sharp. Please make the design a little smaller.',
  },
  'wrong-state': {
    zh: '这张订单刚刚变了，请看一下最新状态再操作。',
    en: 'This order has just changed. Look at it again.',
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
  paused: {
    zh: '本机暂停绘画，请稍后再来或找店员。',
    en: 'This kiosk is taking a break. Please come back soon or ask the staff.',
  },
  'signed-out': { zh: '请先登录。', en: 'Please sign in.' },
  'role-needed': { zh: '此操作需要技术员登录。', en: 'Only a technician may do this.' },
  'not-set-up': {
    zh: '还没有设置密码。请用机器控制台显示的一次性代码设置。',
    en: 'No passwords are set yet. Set them with the one-time code on the console of the machine.',
  },
  'wrong-password': { zh: '密码不对，请检查身份后重新输入。', en: 'That is not the password of this role.' },
  'wrong-code': {
    zh: '一次性代码不对或已过期。请在机器控制台运行 motif admin reset-password 获取新的代码。',
    en: 'That is not the one-time code, or it has expired.',
  },
  'too-many-guesses': {
    zh: '错误密码太多，暂时不能再试。请用以前登录过的浏览器，或在机器控制台运行 motif admin reset-password。',
    en: 'Too many wrong passwords. Use a browser in which you signed in before, or the console of the machine.',
  },
  'disk-full': {
    zh: '存储空间已满，请找店员。',
    en: 'There is no room left to keep your design. Please ask the staff.',
  },
  'disk-unwritable': {
    zh: '现在无法保存，请找店员。',
    en: 'Nothing can be kept at the moment. Please ask the staff.',
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
  'wrong-scheme': {
    zh: '请用另一个地址打开本页面。',
    en: 'Please open this page at its other address.',
  },
  internal: {
    zh: '出了点意外，请再试一次；若再次出现，请找店员。',
    en: 'Something unexpected happened. Please try again; if it happens again, ask the staff.',
  },
};
