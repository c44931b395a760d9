using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// The records of one database of one shard, by key. Owned by a <see cref="KeyStore"/>, on the shard's thread. It finds
/// records and owns none: their memory is the store's. How it works is told at <see cref="LinearTable{TEntry}"/>.
/// </summary>
public sealed class KeyTable : IDisposable
{
    readonly ShardHeap heap;
    readonly KeyHasher hasher;
    LinearTable<Record> table;

    public KeyTable(ShardHeap heap, KeyHasher hasher)
    {
        this.heap = heap;
        this.hasher = hasher;
        table.Begin(heap);
    }

    /// <summary>The number of records.</summary>
    public long Count => table.Count;

    /// <summary>DEBUG DICT-RESIZING: whether it grows and shrinks.</summary>
    public void SetResizing(bool isOn) => table.SetResizing(isOn);

    public KeyTableStatistics Statistics => table.Statistics;

    /// <summary>The record of a key, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Record Find(ulong hash, ReadOnlySpan<byte> key) => table.Find(hash, key);

    /// <summary>Adds a record whose key is not in the table.</summary>
    public void Add(ulong hash, Record record) => table.Add(heap, hasher, hash, record);

    /// <summary>Puts another record, of the same key, in the place of one.</summary>
    public void Replace(ulong hash, Record old, Record replacement) => table.Replace(hash, old, replacement);

    /// <summary>Takes a record out. Its memory is the caller's.</summary>
    public void Remove(ulong hash, Record record) => table.Remove(heap, hash, record);

    /// <summary>Asks the processor for the bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash) => table.Prefetch(hash);

    /// <summary>
    /// Asks for the record, some time after <see cref="Prefetch"/>; where it is not, for what comes next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchRecord(ulong hash) => table.PrefetchEntry(hash);

    /// <summary>Asks for a record in an overflow bucket, some time after <see cref="PrefetchRecord"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchOverflow(ulong hash) => table.PrefetchOverflow(hash);

    /// <summary>One step of a walk, whatever changes meanwhile; see <see cref="LinearTable{TEntry}.Scan"/>.</summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IRecordVisitor, allows ref struct => table.Scan(cursor, ref visitor);

    /// <summary>A record chosen at random, each about as likely, or none where the table is empty.</summary>
    public Record Random(ref ulong randomState) => table.Random(ref randomState);

    /// <summary>
    /// Shows the records of the last bucket and takes the bucket out, for a table that is being thrown away. Nothing
    /// but this may be called then. False when nothing is left.
    /// </summary>
    internal bool Drain<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IRecordVisitor, allows ref struct =>
        table.Drain(heap, ref visitor);

    /// <summary>Gives the table's memory back, but not that of the records.</summary>
    public void Dispose() => table.Free(heap);
}
