// Ordinary work with ioredis: commands, pipelines, transactions, bytes, scans, errors. PORT is the first argument.
const assert = require('assert');
const Redis = require('ioredis');

async function main() {
  const client = new Redis({ port: Number(process.argv[2]), host: '127.0.0.1' });
  assert.strictEqual(await client.set('ioredis:a', 'one', 'PX', 60000), 'OK');
  assert.strictEqual(await client.get('ioredis:a'), 'one');
  assert.ok(await client.pttl('ioredis:a') > 0);
  await client.mset({ 'ioredis:b': '2', 'ioredis:c': '3' });
  assert.deepStrictEqual(await client.mget('ioredis:a', 'ioredis:b', 'ioredis:c', 'ioredis:d'), ['one', '2', '3', null]);

  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  await client.set('ioredis:bytes', bytes);
  assert.ok((await client.getBuffer('ioredis:bytes')).equals(bytes));

  const pipeline = client.pipeline();
  for (let i = 0; i < 1000; i++) pipeline.incr('ioredis:count');
  const results = await pipeline.exec();
  assert.strictEqual(results[999][1], 1000);

  const transaction = await client.multi().set('ioredis:t', '5').incrby('ioredis:t', 7).get('ioredis:t').exec();
  assert.deepStrictEqual(transaction.map((result) => result[1]), ['OK', 12, '12']);

  const seen = new Set();
  for await (const keys of client.scanStream({ match: 'ioredis:*', count: 3 })) keys.forEach((key) => seen.add(key));
  assert.strictEqual(seen.size, 6);
  await assert.rejects(client.incr('ioredis:a'), /value is not an integer or out of range/);
  assert.match(await client.info('server'), /valkey_version:9\.1\.0/);
  assert.strictEqual(await client.del(...seen), 6);
  await client.quit();
  console.log('ioredis: passed');
}

main().catch((error) => { console.error(error); process.exit(1); });
