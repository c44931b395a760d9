using AotKv.Values.Hashes;
using AotKv.Values.Tables;

namespace AotKv.Values;

/// <summary>
/// The table and wheels of a database that was cleared. Owned by its <see cref="KeyStore"/>, which frees them in steps
/// on the shard's thread, because the records lie in the shard's heap.
/// </summary>
sealed class DetachedKeys(KeyTable table, ExpiryWheel<Record> wheel, FieldExpiry fields)
{
    /// <summary>Records not freed yet.</summary>
    public long Count => table.Count;

    /// <summary>Frees records until it has freed so many. False when all are freed.</summary>
    public bool FreeSome(KeyStore store, int recordsMax)
    {
        var visitor = new Discarder { Store = store };
        var target = table.Count - recordsMax;
        while (table.Count > target || table.Count == 0)
        {
            if (table.Drain(ref visitor)) continue;
            table.Dispose();
            return wheel.Drain(recordsMax) || fields.Drain(recordsMax);
        }
        return true;
    }

    ref struct Discarder : IRecordVisitor
    {
        public KeyStore Store;

        public readonly void Visit(Record record) => Store.Discard(record);
    }
}
