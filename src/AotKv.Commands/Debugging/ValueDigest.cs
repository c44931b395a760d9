using System.Buffers.Binary;
using AotKv.Engine;
using AotKv.Values;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;
using AotKv.Wire.Checksums;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Debugging;

/// <summary>Digests the value of a key, as Valkey does: its type, its elements, and whether the key expires.</summary>
static class ValueDigest
{
    public static void Add(Record record, in Keyspace keys, long now, in DigestSum sum)
    {
        Span<byte> type = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(type, TypeNumber(record.Type));
        sum.AddNext(type);
        switch (record.Type)
        {
            case RecordType.String: AddString(record.String, sum); break;
            case RecordType.List: AddList(keys.Open<ListValue>(record), sum); break;
            case RecordType.Set: AddSet(keys.Open<SetValue>(record), sum); break;
            case RecordType.SortedSet: AddSortedSet(keys.Open<SortedSetValue>(record), sum); break;
            case RecordType.Hash: AddHash(keys.Open<HashValue>(record), now, sum); break;
        }
        if (record.HasExpiry) sum.AddUnordered("!!expire!!"u8);
    }

    static void AddString(StringView value, in DigestSum sum)
    {
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        sum.AddNext(value.View(scratch));
    }

    static void AddList(ListValue list, in DigestSum sum)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        using var elements = list.Read(index: 0, ListDirection.Forward);
        while (elements.MoveNext()) sum.AddNext(elements.Current.AsSpan(scratch));
    }

    static void AddSet(SetValue set, in DigestSum sum)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        foreach (var item in set) sum.AddUnordered(item.AsSpan(scratch));
    }

    static void AddSortedSet(SortedSetValue set, in DigestSum sum)
    {
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        Span<byte> score = stackalloc byte[DoubleText.BytesMax];
        for (var all = set.Forward(rank: 0); all.IsAtMember; all.Move())
            AddPair(all.Member(scratch), score[..DoubleText.Format(score, all.Score)], sum);
    }

    static void AddHash(HashValue hash, long now, in DigestSum sum)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        Span<byte> valueScratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var fields = hash.Fields(now); fields.MoveNext();)
            AddPair(fields.Field.AsSpan(scratch), fields.Value.AsSpan(valueScratch), sum);
    }

    static void AddPair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, in DigestSum sum)
    {
        Span<byte> bytes = stackalloc byte[Sha1.HashBytes];
        bytes.Clear();
        var pair = new DigestSum(bytes);
        pair.AddNext(first);
        pair.AddNext(second);
        sum.AddUnordered(bytes);
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
