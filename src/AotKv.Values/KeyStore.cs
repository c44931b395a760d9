using System.Diagnostics;
using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.Tables;

namespace AotKv.Values;

/// <summary>
/// One database of one shard: its keys, their values and their deadlines. Owned by the shard, on the thread that runs
/// it. It has no policy: a record past its deadline is found like any other, and nothing is counted or announced. Every
/// method that changes a key may move its record; use what it returns. Spans given in must not lie in the value of the
/// record that is changed.
/// </summary>
public sealed class KeyStore : IDisposable
{
    /// <summary>The deadline of a key that has none.</summary>
    public const long NoExpiry = -1;

    readonly ValueHome home;
    readonly ShardHeap heap;
    readonly KeyHasher hasher;
    readonly ValueBlocks values;
    KeyTable table;
    ExpiryWheel<Record> wheel;
    FieldExpiry fields;
    readonly Queue<DetachedKeys> detached = [];

    public KeyStore(ValueHome home)
    {
        this.home = home;
        heap = home.Heap;
        hasher = home.Hasher;
        values = new(home);
        table = MakeTable();
        wheel = new(heap);
        fields = new(heap);
    }

    KeyTable MakeTable()
    {
        var made = new KeyTable(heap, hasher);
        made.SetResizing(home.ResizesTables);
        return made;
    }

    /// <summary>Takes over whether the home's tables grow and shrink.</summary>
    public void FollowResizing() => table.SetResizing(home.ResizesTables);

    /// <summary>The number of keys.</summary>
    public long Count => table.Count;

    /// <summary>The number of keys with a deadline.</summary>
    public long ExpiringCount => wheel.Count;

    /// <summary>The mean of all deadlines in Unix milliseconds, or 0 where no key has one.</summary>
    public long AverageDeadline => wheel.AverageDeadline;

    /// <summary>The table's size and memory.</summary>
    public KeyTableStatistics TableStatistics => table.Statistics;

    /// <summary>The memory of what finds keys and deadlines, without the keys themselves.</summary>
    public long OverheadBytes => table.Statistics.Bytes + wheel.Bytes + fields.Bytes;

    /// <summary>The hash under which everything here finds a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(ReadOnlySpan<byte> key) => hasher.Hash(key);

    /// <summary>The record of a key, or <see cref="Record.None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Record Find(ulong hash, ReadOnlySpan<byte> key) => table.Find(hash, key);

    /// <summary>Asks the processor for the place of a hash in the table; first for a whole batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash) => table.Prefetch(hash);

    /// <summary>Asks the processor for the record of a hash, after <see cref="Prefetch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchRecord(ulong hash) => table.PrefetchRecord(hash);

    /// <summary>Asks for a record that stands in a full bucket's overflow, after PrefetchRecord.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchOverflow(ulong hash) => table.PrefetchOverflow(hash);

    /// <summary>
    /// Sets a key to a string; one that is a number in canonical form is held as the number. A deadline of
    /// <see cref="NoExpiry"/> takes an old one away; pass the old one to keep it.
    /// </summary>
    /// <param name="existing">What <see cref="Find"/> returned for the key.</param>
    public Record SetString(
        ulong hash, Record existing, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long expiresAt) =>
        DecimalInteger.TryParse(value, out var number)
            ? SetInteger(hash, existing, key, number, expiresAt)
            : SetText(hash, existing, key, value, expiresAt);

    /// <summary>As <see cref="SetString"/>, but a number is held as its text too: what INCRBYFLOAT leaves.</summary>
    public Record SetText(
        ulong hash, Record existing, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long expiresAt)
    {
        var isInline = value.Length <= RecordLayout.InlineLengthMax;
        var shape = new RecordShape
        {
            Encoding = isInline ? RecordEncoding.Inline : RecordEncoding.Reference,
            HasExpiry = expiresAt != NoExpiry,
            IsRaw = IsRaw(key.Length, value.Length, expiresAt, existing),
            InlineLength = isInline ? value.Length : 0,
            KeyLength = key.Length,
        };
        if (isInline)
        {
            var record = Place(hash, existing, key, shape, expiresAt);
            value.CopyTo(record.InlineValue);
            return record;
        }
        return PlaceReference(hash, existing, key, shape, expiresAt, values.Create(value));
    }

    /// <summary>Sets a key to a number of 64 bits, which reads as a string.</summary>
    public Record SetInteger(ulong hash, Record existing, ReadOnlySpan<byte> key, long value, long expiresAt)
    {
        var shape = new RecordShape
        {
            Encoding = RecordEncoding.Integer, HasExpiry = expiresAt != NoExpiry, KeyLength = key.Length,
        };
        var record = Place(hash, existing, key, shape, expiresAt);
        record.IntegerValue = value;
        return record;
    }

    /// <summary>Changes a number where it stands; false where the key's value is not held as one.</summary>
    public bool TryChangeInteger(Record record, long value)
    {
        if (record.Type != RecordType.String || record.Encoding != RecordEncoding.Integer) return false;
        record.IntegerValue = value;
        return true;
    }

    /// <summary>
    /// Makes a string raw and so many bytes long, cut or filled with zeros at the end, and returns its bytes to write
    /// to. They are valid until the key changes.
    /// </summary>
    public Span<byte> Writable(ulong hash, scoped ref Record record, int length)
    {
        Debug.Assert(record.Type == RecordType.String);
        if (record.Encoding == RecordEncoding.Reference) return WritableReference(record, length);

        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        var old = record;
        var oldBytes = old.Bytes;
        var value = old.String.View(scratch);
        var kept = value[..Math.Min(length, value.Length)];
        if (length > RecordLayout.InlineLengthMax)
        {
            var reference = values.Create(kept, length, ValueBlocks.CapacityFor(length));
            record = Reshape(hash, old, RawShape(old, RecordEncoding.Reference, inlineLength: 0));
            record.Reference = reference;
            if (record.Address != old.Address) heap.Free(old.Address, oldBytes);
            return record.ReferencedBytes;
        }
        record = Reshape(hash, old, RawShape(old, RecordEncoding.Inline, length));
        var bytes = record.InlineValue;
        kept.CopyTo(bytes);
        bytes[kept.Length..].Clear();
        if (record.Address != old.Address) heap.Free(old.Address, oldBytes);
        return bytes;
    }

    /// <summary>Gives a key a deadline in Unix milliseconds, or another one.</summary>
    public void SetExpiry(ulong hash, ref Record record, long expiresAt)
    {
        Debug.Assert(expiresAt != NoExpiry);
        if (record.HasExpiry)
        {
            wheel.Remove(record);
        }
        else
        {
            var shape = record.Shape;
            var isRaw = record.Type == RecordType.String && record.Encoding != RecordEncoding.Integer
                && (record.IsRaw || StringEncoding.IsRaw(shape.KeyLength, record.String.Length, hasExpiry: true));
            record = ShiftBehindHeader(hash, record, shape with { HasExpiry = true, IsRaw = isRaw });
        }
        record.ExpiresAt = expiresAt;
        wheel.Add(record);
    }

    /// <summary>Takes a key's deadline away, if it has one.</summary>
    public void ClearExpiry(ulong hash, ref Record record)
    {
        if (!record.HasExpiry) return;
        wheel.Remove(record);
        record = ShiftBehindHeader(hash, record, record.Shape with { HasExpiry = false });
    }

    /// <summary>Removes a key. A long value is freed later, by <see cref="ReclaimStep"/> or whoever takes it.</summary>
    public void Remove(ulong hash, Record record) => Discard(Take(hash, record));

    /// <summary>
    /// Takes a record out of this database without freeing it. The caller owns it and passes it to
    /// <see cref="Adopt"/>, here or in another database of the shard, to <see cref="AdoptFrom"/> of another shard's, or
    /// to <see cref="Discard"/>.
    /// </summary>
    public Record Take(ulong hash, Record record)
    {
        table.Remove(hash, record);
        if (record.HasExpiry) wheel.Remove(record);
        fields.Untrack(record);
        return record;
    }

    /// <summary>Frees a record that was taken out.</summary>
    public void Discard(Record taken)
    {
        var bytes = taken.Bytes;
        values.Release(taken);
        heap.Free(taken.Address, bytes);
    }

    /// <summary>Sets a key to the value of a record that was taken out, without copying a long one.</summary>
    public Record Adopt(ulong hash, Record existing, ReadOnlySpan<byte> key, Record taken, long expiresAt)
    {
        var isText = taken.Type == RecordType.String && taken.Encoding != RecordEncoding.Integer;
        var shape = taken.Shape with
        {
            HasExpiry = expiresAt != NoExpiry,
            KeyLength = key.Length,
            IsRaw = isText && (taken.IsRaw || IsRaw(key.Length, taken.String.Length, expiresAt, existing)),
        };
        var record = Place(hash, existing, key, shape, expiresAt);
        taken.ValueBytes.CopyTo(record.ValueBytes);
        record.AccessClock = taken.AccessClock;
        heap.Free(taken.Address, taken.Bytes);
        fields.Track(record);
        return record;
    }

    /// <summary>
    /// As <see cref="Adopt"/>, but of a record that was taken out of a database that may be another shard's, which is
    /// lent. The value stays in the memory where it is: what is freed of it here goes home to that shard.
    /// </summary>
    public Record AdoptFrom(
        KeyStore other, ulong hash, Record existing, ReadOnlySpan<byte> key, Record taken, long expiresAt)
    {
        values.TakeOver(other.heap, taken);
        return Adopt(hash, existing, key, taken, expiresAt);
    }

    /// <summary>Gives a key that is not here a new, empty collection.</summary>
    public TValue Make<TValue>(ulong hash, ReadOnlySpan<byte> key) where TValue : struct, IValueView<TValue>
    {
        var value = TValue.Create(home);
        var shape = new RecordShape { Type = TValue.Type, Encoding = value.Encoding, KeyLength = key.Length };
        var record = PlaceNew(hash, key, shape, NoExpiry);
        record.Reference = value.Reference;
        return TValue.Open(home, record);
    }

    /// <summary>A view of a record's value, which is of that type.</summary>
    public TValue Open<TValue>(Record record) where TValue : struct, IValueView<TValue>
    {
        Debug.Assert(record.Type == TValue.Type);
        return TValue.Open(home, record);
    }

    /// <summary>
    /// A new, empty collection in a record of its own, in no database: for <see cref="Adopt"/> or
    /// <see cref="Discard"/>, as if it had been taken out.
    /// </summary>
    public TValue MakeLoose<TValue>() where TValue : struct, IValueView<TValue> =>
        TValue.Open(home, Loose(TValue.Type, TValue.Create(home)));

    /// <summary>A copy of another database's value, which may be another shard's, loose as with MakeLoose.</summary>
    public Record CopyLoose(Record source)
    {
        if (source.Type != RecordType.String)
            return Loose(source.Type, ValueKinds.Of(source.Type).Copy(source, home));
        var shape = source.Shape with { KeyLength = 0, HasExpiry = false };
        var record = new Record(heap.Allocate(Math.Max(shape.Bytes, 1)));
        record.Begin(shape, key: default);
        record.AccessClock = source.AccessClock;
        if (source.Encoding == RecordEncoding.Reference) record.Reference = values.Create(source.ReferencedBytes);
        else source.ValueBytes.CopyTo(record.ValueBytes);
        return record;
    }

    Record Loose(RecordType type, NewValue value)
    {
        var shape = new RecordShape { Type = type, Encoding = value.Encoding };
        var record = new Record(heap.Allocate(shape.Bytes));
        record.Begin(shape, key: default);
        record.Reference = value.Reference;
        return record;
    }

    /// <summary>
    /// Copies due records to a span and returns how many; they stay until removed. See
    /// <see cref="ExpiryWheel{TEntry}.Advance"/>.
    /// </summary>
    public int FindDue(long nowUnixMilliseconds, int workMax, Span<Record> due) =>
        wheel.Advance(nowUnixMilliseconds, workMax, due);

    /// <summary>No key expires before this time; see <see cref="ExpiryWheel{TEntry}.NextDeadline"/>.</summary>
    public long NextDeadline() => wheel.NextDeadline();

    /// <summary>The number of hashes with fields that expire.</summary>
    public long FieldExpiringCount => fields.Count;

    /// <summary>Takes note of a hash whose fields may have come to expire at other times.</summary>
    public void TrackFields(Record record) => fields.Track(record);

    /// <summary>
    /// As <see cref="FindDue"/>, but hashes with fields that are due: they stay until those are removed and
    /// <see cref="TrackFields"/> is called.
    /// </summary>
    public int FindDueFields(long nowUnixMilliseconds, int workMax, Span<Record> due) =>
        fields.FindDue(nowUnixMilliseconds, workMax, due);

    /// <summary>No field expires before this time.</summary>
    public long NextFieldDeadline() => fields.NextDeadline();

    /// <summary>One step of a walk over all keys; see <see cref="KeyTable.Scan"/>.</summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IRecordVisitor, allows ref struct => table.Scan(cursor, ref visitor);

    /// <summary>A record chosen at random, or none where there are no keys.</summary>
    public Record Random(ref ulong randomState) => table.Random(ref randomState);

    /// <summary>Forgets all keys at once; <see cref="ReclaimStep"/> frees them.</summary>
    public void Clear()
    {
        if (table.Count == 0) return;
        detachedKeys += table.Count;
        detached.Enqueue(new(table, wheel, fields));
        table = MakeTable();
        wheel = new(heap);
        fields = new(heap);
    }

    /// <summary>Whether something waits for <see cref="ReclaimStep"/> or <see cref="TryTakeDetached"/>.</summary>
    public bool HasReclaimable => detached.Count > 0 || values.HasDetached;

    /// <summary>Frees about so many forgotten records and one long value. False when nothing is left to free.</summary>
    public bool ReclaimStep(int recordsMax)
    {
        if (values.TryTakeDetached(out var block)) block.Free();
        values.FreeSome(recordsMax);
        if (detached.TryPeek(out var keys)) ReclaimKeys(keys, recordsMax);
        return HasReclaimable;
    }

    void ReclaimKeys(DetachedKeys keys, int recordsMax)
    {
        var count = keys.Count;
        var pending = values.Pending;
        if (!keys.FreeSome(this, recordsMax)) detached.Dequeue();

        // A value that is too much work for now counts when it is freed.
        keysFreedLater += count - keys.Count - (values.Pending - pending);
        detachedKeys -= count - keys.Count;
    }

    long detachedKeys;
    long keysFreedLater;

    /// <summary>Keys and values that are deleted and wait to be freed.</summary>
    public long PendingFrees => detachedKeys + values.Pending;

    /// <summary>Keys and values that were freed some time after they were deleted.</summary>
    public long FreedLater => values.FreedLater + keysFreedLater;

    /// <summary>Hands out a long value that nobody uses any more, to be freed by a thread that has the time.</summary>
    public bool TryTakeDetached(out LargeBlock block) => values.TryTakeDetached(out block);

    /// <summary>The name that OBJECT ENCODING has for a value.</summary>
    public static ReadOnlySpan<byte> EncodingName(Record record) => record.Type == RecordType.String
        ? StringEncoding.NameOf(record)
        : ValueKinds.Of(record.Type).EncodingName(record);

    /// <summary>The hash table of a large collection; false where the value has none.</summary>
    public static bool TryGetTable(Record record, out KeyTableStatistics table)
    {
        table = default;
        return record.Type != RecordType.String && ValueKinds.Of(record.Type).TryGetTable(record, out table);
    }

    /// <summary>The memory of a key: its record, what it refers to, and its share of the table and the wheel.</summary>
    public long MemoryUsage(Record record) =>
        ShardHeap.GoodSize(record.Bytes) + ValueBlocks.BytesOf(record)
        + table.Statistics.Bytes / Math.Max(table.Count, 1)
        + (record.HasExpiry ? wheel.Bytes / Math.Max(wheel.Count, 1) : 0);

    /// <summary>Gives everything back to the heap.</summary>
    public void Dispose()
    {
        Clear();
        while (ReclaimStep(int.MaxValue)) { }
        table.Dispose();
        wheel.Dispose();
        fields.Dispose();
    }

    static bool IsRaw(int keyLength, int valueLength, long expiresAt, Record existing)
    {
        // Valkey first builds the new string with the old one's deadline, even where it then takes it away.
        var hasExpiry = expiresAt != NoExpiry || (!existing.IsNone && existing.HasExpiry);
        return StringEncoding.IsRaw(keyLength, valueLength, hasExpiry);
    }

    static RecordShape RawShape(Record record, RecordEncoding encoding, int inlineLength) =>
        record.Shape with { Encoding = encoding, InlineLength = inlineLength, IsRaw = true };

    Record PlaceReference(
        ulong hash, Record existing, ReadOnlySpan<byte> key, in RecordShape shape, long expiresAt,
        ValueReference reference)
    {
        var record = Place(hash, existing, key, shape, expiresAt);
        record.Reference = reference;
        return record;
    }

    /// <summary>
    /// Makes a record of the shape for the key, in the place of an existing one, whose value it frees and whose access
    /// clock it keeps. The value is left to the caller.
    /// </summary>
    Record Place(ulong hash, Record existing, ReadOnlySpan<byte> key, in RecordShape shape, long expiresAt)
    {
        if (existing.IsNone) return PlaceNew(hash, key, shape, expiresAt);

        var oldHeader = existing.Header & RecordLayout.BesideAccessClock;
        var newHeader = RecordLayout.Header(shape);
        if (oldHeader == newHeader && RecordLayout.IsPlain(newHeader)) return existing;

        var oldBytes = existing.Bytes;
        fields.Untrack(existing);
        values.Release(existing);
        if (existing.HasExpiry) wheel.Remove(existing);
        var record = existing;
        var clock = existing.AccessClock;
        if (!IsSameClass(oldBytes, shape.Bytes)) record = new(heap.Allocate(shape.Bytes));
        record.Begin(shape, key);
        record.AccessClock = clock;
        if (record.Address != existing.Address)
        {
            table.Replace(hash, existing, record);
            heap.Free(existing.Address, oldBytes);
        }
        if (shape.HasExpiry) StartExpiry(record, expiresAt);
        return record;
    }

    Record PlaceNew(ulong hash, ReadOnlySpan<byte> key, in RecordShape shape, long expiresAt)
    {
        var record = new Record(heap.Allocate(shape.Bytes));
        record.Begin(shape, key);
        table.Add(hash, record);
        if (shape.HasExpiry) StartExpiry(record, expiresAt);
        return record;
    }

    void StartExpiry(Record record, long expiresAt)
    {
        record.ExpiresAt = expiresAt;
        wheel.Add(record);
    }

    /// <summary>
    /// Gives a record another shape with the same key and expiry. Where the record that is returned is another, it has
    /// everything but the value, and the caller frees the old one.
    /// </summary>
    Record Reshape(ulong hash, Record old, in RecordShape shape)
    {
        var clock = old.AccessClock;
        var record = old;
        var stays = IsSameClass(old.Bytes, shape.Bytes) && old.Shape.ValueOffset == shape.ValueOffset;
        if (stays)
        {
            record.Header = RecordLayout.Header(shape);
        }
        else
        {
            record = new(heap.Allocate(shape.Bytes));
            record.Begin(shape, old.Key);
            if (shape.HasExpiry) old.Expiry.CopyTo(record.Expiry);
            table.Replace(hash, old, record);
            if (shape.HasExpiry) wheel.Moved(record);
        }
        record.AccessClock = clock;
        return record;
    }

    /// <summary>
    /// Makes room for an expiry, or closes it, with the same key and value. It is in no wheel meanwhile.
    /// </summary>
    Record ShiftBehindHeader(ulong hash, Record old, in RecordShape shape)
    {
        var oldBytes = old.Bytes;
        var oldStart = old.AfterExpiry;
        var clock = old.AccessClock;
        var record = IsSameClass(oldBytes, shape.Bytes) ? old : new(heap.Allocate(shape.Bytes));
        var rest = old.BytesTo(oldBytes)[oldStart..];
        rest.CopyTo(record.BytesTo(shape.Bytes)[shape.AfterExpiry..]);
        record.Header = RecordLayout.Header(shape);
        record.AccessClock = clock;
        if (record.Address != old.Address)
        {
            table.Replace(hash, old, record);
            heap.Free(old.Address, oldBytes);
            fields.Track(record);
        }
        return record;
    }

    Span<byte> WritableReference(Record record, int length)
    {
        record.Reference = values.Resize(record.Reference, length);
        record.Header |= RecordLayout.RawBit;
        return record.ReferencedBytes;
    }

    static bool IsSameClass(int bytes, int otherBytes)
    {
        var sizeClass = ShardHeap.SizeClassOf(bytes);
        return sizeClass >= 0 && sizeClass == ShardHeap.SizeClassOf(otherBytes);
    }
}
