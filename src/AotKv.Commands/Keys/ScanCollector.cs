using AotKv.Engine;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Wire.Numbers;
using AotKv.Wire.Text;

namespace AotKv.Commands.Keys;

/// <summary>
/// Keeps the keys one SCAN call met, already in the protocol's form: the cursor stands before them in the reply and is
/// known only after them. Lives on the stack; its list is the one native block a SCAN allocates.
/// </summary>
ref struct ScanCollector(ScanOptions options) : IKeyVisitor, IDisposable
{
    /// <summary>What a bulk string takes beside its bytes, at most.</summary>
    const int FrameBytes = 1 + IntegerText.BytesMax + 4;

    readonly ScanOptions options = options;
    NativeList<byte> encoded;

    /// <summary>The keys met, also those that did not fit.</summary>
    public long Met { get; private set; }

    /// <summary>The keys kept.</summary>
    public long Count { get; private set; }

    public readonly ReadOnlySpan<byte> Encoded => encoded.Span;

    public void Visit(Record record)
    {
        Met++;
        if (options.HasType && record.Type != options.Type) return;
        var key = record.Key;
        if (options.HasPattern && !GlobPattern.Matches(options.Pattern, key)) return;
        Count++;
        var room = encoded.EnsureRoom(key.Length + FrameBytes);
        room[0] = (byte)'$';
        var used = 1 + IntegerText.Format(room[1..], (long)key.Length);
        "\r\n"u8.CopyTo(room[used..]);
        key.CopyTo(room[(used + 2)..]);
        used += key.Length + 2;
        "\r\n"u8.CopyTo(room[used..]);
        encoded.Advance(used + 2);
    }

    public void Dispose() => encoded.Dispose();
}
