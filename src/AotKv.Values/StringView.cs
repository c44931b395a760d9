using AotKv.Memory.Heaps;
using AotKv.Values.Collections;

namespace AotKv.Values;

/// <summary>
/// The value of a string key, however it is held. A view of the record: valid until the key changes, on the thread that
/// runs the shard.
/// </summary>
public readonly struct StringView
{
    /// <summary>The room that <see cref="View"/> needs at most: a number of 64 bits in decimal.</summary>
    public const int ScratchBytes = DecimalInteger.LengthMax;

    readonly Record record;

    internal StringView(Record record) => this.record = record;

    /// <summary>The number of bytes.</summary>
    public int Length => record.Encoding switch
    {
        RecordEncoding.Inline => record.InlineLength,
        RecordEncoding.Integer => DecimalInteger.LengthOf(record.IntegerValue),
        _ => (int)record.Reference.Length,
    };

    /// <summary>It is held as a number, not as its text.</summary>
    public bool IsInteger => record.Encoding == RecordEncoding.Integer;

    /// <summary>The size of the block that holds the bytes, or 0 where they stand in the record.</summary>
    public long BlockBytes => ValueBlocks.BytesOf(record);

    /// <summary>
    /// The bytes: in the record or its block, or, where it is held as a number, written into
    /// <paramref name="scratch"/>, which has <see cref="ScratchBytes"/> or more.
    /// </summary>
    public ReadOnlySpan<byte> View(Span<byte> scratch)
    {
        if (record.TryGetShortText(out var text)) return text;
        switch (record.Encoding)
        {
            case RecordEncoding.Inline: return record.InlineValue;
            case RecordEncoding.Integer: return scratch[..DecimalInteger.Format(record.IntegerValue, scratch)];
            default: return record.ReferencedBytes;
        }
    }

    /// <summary>The bytes where they stand outside the managed heap, to send without copying, or nothing.</summary>
    public bool TryGetBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = record.Encoding == RecordEncoding.Integer ? default : View(default);
        return record.Encoding != RecordEncoding.Integer;
    }

    /// <summary>It stands in a block of its own, which can be pinned.</summary>
    public bool IsBlock => record.Encoding == RecordEncoding.Reference;

    /// <summary>
    /// The bytes of a value in a block of its own, unchanged where they are until whoever is given them lets go,
    /// whatever becomes of the key. <paramref name="home"/> is that of the key's shard.
    /// </summary>
    public PinnedBytes Pin(ValueHome home)
    {
        var value = record.Reference;
        if (!value.IsPinned)
        {
            value = value.PinnedBy(home.Pins.Create(value.Address, value.Capacity));
            var holder = record;
            holder.Reference = value;
        }
        value.Pin.Hold();
        return new(new(value.Address, (int)value.Length), value.Pin);
    }

    /// <summary>The value as a number of 64 bits, where it is one in canonical decimal form.</summary>
    public bool TryGetInteger(out long number)
    {
        switch (record.Encoding)
        {
            case RecordEncoding.Integer:
                number = record.IntegerValue;
                return true;
            case RecordEncoding.Inline:
                return DecimalInteger.TryParse(record.InlineValue, out number);
            default:
                number = 0;
                return false;
        }
    }
}
