using AotKv.Bench.Values;

// What the keyspace of one shard costs: time per operation and memory per key. Arguments: keys for the timings (default
// 5,000,000), most keys for the memory table (default 10,000,000; 0 for none).
var timedKeys = args.Length > 0 ? int.Parse(args[0]) : 5_000_000;
var memoryKeys = args.Length > 1 ? int.Parse(args[1]) : 10_000_000;

PieceTimings.Run();
StoreTimings.Run(keys: 1_000);
StoreTimings.Run(timedKeys);
if (memoryKeys == 0) return;
MemoryTable.Run(memoryKeys, valueBytes: 16);
MemoryTable.Run(memoryKeys, valueBytes: 100);
