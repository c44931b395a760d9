using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AotKv.Memory;
using AotKv.Values.Calls;

namespace AotKv.Values.Bitmaps;

/// <summary>
/// The strings that BITOP combines. Views of keys that the command holds: valid while it runs. Shorter ones count as
/// filled with zeros. Lives on the stack; its list is a native block, which it frees.
/// </summary>
public ref struct BitSources : IDisposable
{
    readonly record struct Source(StringView Value, bool IsDestination);

    NativeList<Source> sources;
    int missing;

    /// <summary>The length of the longest, bytes.</summary>
    public int LengthMax { get; private set; }

    public void Add(StringView value, bool isDestination)
    {
        sources.Add(new(value, isDestination));
        LengthMax = Math.Max(LengthMax, value.Length);
    }

    /// <summary>A key that is not there: zeros.</summary>
    public void AddMissing() => missing++;

    /// <summary>The destination has been made longer: earlier views of it are stale.</summary>
    public readonly void DestinationMoved(StringView value)
    {
        foreach (ref var source in sources.Span)
            if (source.IsDestination) source = source with { Value = value };
    }

    /// <summary>
    /// Combines all into <paramref name="result"/>, which is as long as the longest. It is written from front to back
    /// as the sources are read, so that the destination can be one of them.
    /// </summary>
    public readonly unsafe void Combine(BitOperation operation, Span<byte> result)
    {
        var operands = new NativeList<BitOperand>();
        var texts = new NativeList<byte>();
        // Numbers are no text until one is written. Room for all first: the operands point to what is there.
        texts.EnsureRoom(sources.Count * StringView.ScratchBytes);
        foreach (ref readonly var source in sources.Span)
        {
            var bytes = source.Value.View(texts.EnsureRoom(StringView.ScratchBytes));
            if (source.Value.IsInteger) texts.Advance(bytes.Length);
            operands.Add(new((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)), bytes.Length));
        }
        for (var i = 0; i < missing; i++) operands.Add(default);
        fixed (byte* to = result)
        {
            VectorCalls.CombineBits(
                (int)operation, to, result.Length, (BitOperand*)operands.Address, operands.Count);
        }
        texts.Dispose();
        operands.Dispose();
    }

    public void Dispose() => sources.Dispose();
}
