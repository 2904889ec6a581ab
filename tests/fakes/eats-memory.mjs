/** Preloaded into a server: on SIGUSR2 its own process takes memory until the kernel ends it. */
process.on('SIGUSR2', () => {
  for (const eaten = []; ; ) eaten.push(Buffer.alloc(2 ** 24, 1));
});
