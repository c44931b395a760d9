// Ordinary work with node-redis, in RESP2 and as many commands at once as it pipelines by itself. PORT is the first
// argument.
const assert = require('assert');
const { createClient, commandOptions } = require('redis');

async function main() {
  const client = createClient({ url: `redis://127.0.0.1:${process.argv[2]}` });
  client.on('error', (error) => { console.error(error); process.exit(1); });
  await client.connect();
  assert.strictEqual(await client.set('node:a', 'one', { EX: 60, NX: true }), 'OK');
  assert.strictEqual(await client.set('node:a', 'two', { NX: true }), null);
  assert.strictEqual(await client.get('node:a'), 'one');
  await client.mSet([['node:b', '2'], ['node:c', '3']]);
  assert.deepStrictEqual(await client.mGet(['node:a', 'node:b', 'node:d']), ['one', '2', null]);
  const counts = await Promise.all(Array.from({ length: 1000 }, () => client.incr('node:count')));
  assert.strictEqual(Math.max(...counts), 1000);
  assert.deepStrictEqual(await client.multi().set('node:t', '5').incrBy('node:t', 7).exec(), ['OK', 12]);

  const other = client.duplicate();
  await other.connect();
  await client.watch('node:t');
  await other.set('node:t', 'changed');
  await assert.rejects(client.multi().set('node:t', 'mine').exec(), /watched keys has been changed/);

  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  await client.set('node:bytes', bytes);
  assert.ok((await client.get(commandOptions({ returnBuffers: true }), 'node:bytes')).equals(bytes));
  const seen = [];
  for await (const key of client.scanIterator({ MATCH: 'node:*', COUNT: 2 })) seen.push(key);
  assert.strictEqual(new Set(seen).size, 6);
  await assert.rejects(client.incr('node:a'), /value is not an integer or out of range/);
  assert.strictEqual(await client.del([...new Set(seen)]), 6);
  await other.quit();
  await client.quit();
  console.log('node-redis: passed');
}

main().catch((error) => { console.error(error); process.exit(1); });
