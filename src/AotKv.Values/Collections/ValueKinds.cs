using AotKv.Values.Hashes;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;
using AotKv.Values.Streams;

namespace AotKv.Values.Collections;

/// <summary>Every kind of collection, by type.</summary>
static class ValueKinds
{
    static readonly ValueKind?[] Known = Table();

    public static ValueKind Of(RecordType type) => Known[(int)type]
        ?? throw new InvalidOperationException($"There are no values of type {type}.");

    static ValueKind?[] Table()
    {
        var table = new ValueKind?[1 + (int)RecordType.Stream];
        foreach (var kind in All()) table[(int)kind.Type] = kind;
        return table;
    }

    static ValueKind[] All() =>
    [
        new ListKind(), new SetKind(), new SortedSetKind(), new HashKind(), new StreamKind(),
    ];
}
