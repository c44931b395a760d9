using System.Buffers.Binary;
using AotKv.Values;

namespace AotKv.Commands.Debugging;

/// <summary>Digests the value of a key, as Valkey does: its type, its elements, and whether the key expires.</summary>
static class ValueDigest
{
    public static void Add(Record record, in DigestSum sum)
    {
        Span<byte> type = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(type, TypeNumber(record.Type));
        sum.AddNext(type);
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        if (record.Type == RecordType.String) sum.AddNext(record.String.View(scratch));
        if (record.HasExpiry) sum.AddUnordered("!!expire!!"u8);
    }

    /// <summary>Valkey's numbers of the types, which are in the digest.</summary>
    static int TypeNumber(RecordType type) => type switch
    {
        RecordType.String => 0,
        RecordType.List => 1,
        RecordType.Set => 2,
        RecordType.SortedSet => 3,
        RecordType.Hash => 4,
        _ => 6,
    };
}
