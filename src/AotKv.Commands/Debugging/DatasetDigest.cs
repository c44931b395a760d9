using System.Buffers.Binary;
using AotKv.Engine;
using AotKv.Values;
using AotKv.Wire.Checksums;

namespace AotKv.Commands.Debugging;

/// <summary>DEBUG DIGEST: one digest of all keys, the same as Valkey's for the same keys.</summary>
static class DatasetDigest
{
    /// <summary>Computes it over all databases, keys past their deadline included.</summary>
    public static void Compute(in Keyspace keys, long now, Span<byte> bytes)
    {
        bytes.Clear();
        var sum = new DigestSum(bytes);
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var database = 0; database < keys.DatabaseCount; database++)
        {
            var one = keys.InDatabase(database);
            if (one.CountKeys() == 0) continue;
            BinaryPrimitives.WriteInt32BigEndian(number, database);
            sum.AddNext(number);
            var visitor = new Visitor(one, now, sum);
            one.VisitStored(ref visitor);
        }
    }

    readonly ref struct Visitor(Keyspace keys, long now, DigestSum sum) : IKeyVisitor
    {
        readonly Keyspace keys = keys;
        readonly long now = now;
        readonly DigestSum sum = sum;

        public void Visit(Record record)
        {
            Span<byte> bytes = stackalloc byte[Sha1.HashBytes];
            bytes.Clear();
            var one = new DigestSum(bytes);
            one.AddNext(record.Key);
            ValueDigest.Add(record, keys, now, one);
            sum.AddUnordered(bytes);
        }
    }
}
