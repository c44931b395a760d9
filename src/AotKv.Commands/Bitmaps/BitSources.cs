using System.Numerics;
using AotKv.Memory;
using AotKv.Values;

namespace AotKv.Commands.Bitmaps;

/// <summary>
/// The strings that BITOP combines. Views of keys that the command holds: valid while it runs. Shorter ones count as
/// filled with zeros. Lives on the stack; its list is a native block, which it frees.
/// </summary>
ref struct BitSources
{
    /// <summary>So many bytes are combined at a time, so that what is combined stays in the cache.</summary>
    const int PieceBytes = 4096;

    readonly record struct Source(StringView Value, bool IsDestination);

    NativeList<Source> sources;
    bool haveMissing;

    /// <summary>The length of the longest, bytes.</summary>
    public int LengthMax { get; private set; }

    /// <summary>The destination is one of the sources.</summary>
    public bool HaveDestination { get; private set; }

    public void Add(StringView value, bool isDestination)
    {
        sources.Add(new(value, isDestination));
        LengthMax = Math.Max(LengthMax, value.Length);
        HaveDestination |= isDestination;
    }

    /// <summary>A key that is not there: zeros.</summary>
    public void AddMissing() => haveMissing = true;

    /// <summary>The destination has been made longer: earlier views of it are stale.</summary>
    public readonly void DestinationMoved(StringView value)
    {
        foreach (ref var source in sources.Span)
            if (source.IsDestination) source = source with { Value = value };
    }

    /// <summary>Combines all into <paramref name="result"/>, which is as long as the longest.</summary>
    public readonly void Combine(BitOperation operation, Span<byte> result)
    {
        if (operation == BitOperation.And && haveMissing)
        {
            result.Clear();
            return;
        }
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        Span<byte> piece = stackalloc byte[PieceBytes];
        for (var start = 0; start < result.Length; start += PieceBytes)
        {
            var part = result[start..Math.Min(result.Length, start + PieceBytes)];
            CombinePart(operation, start, piece[..part.Length], scratch);
            piece[..part.Length].CopyTo(part);
        }
    }

    readonly void CombinePart(BitOperation operation, int start, Span<byte> part, Span<byte> scratch)
    {
        CopyPart(sources[0].Value.View(scratch), start, part);
        if (operation == BitOperation.Not)
        {
            Invert(part);
            return;
        }
        for (var i = 1; i < sources.Count; i++)
        {
            var other = sources[i].Value.View(scratch);
            other = start < other.Length ? other[start..Math.Min(other.Length, start + part.Length)] : default;
            switch (operation)
            {
                case BitOperation.And:
                    And(part, other);
                    part[other.Length..].Clear();
                    break;
                case BitOperation.Or: Or(part, other); break;
                case BitOperation.Xor: Xor(part, other); break;
            }
        }
    }

    static void CopyPart(ReadOnlySpan<byte> source, int start, Span<byte> part)
    {
        var there = start < source.Length ? source[start..Math.Min(source.Length, start + part.Length)] : default;
        there.CopyTo(part);
        part[there.Length..].Clear();
    }

    static void And(Span<byte> part, ReadOnlySpan<byte> other)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= other.Length; i += Vector<byte>.Count)
            (new Vector<byte>(part[i..]) & new Vector<byte>(other[i..])).CopyTo(part[i..]);
        for (; i < other.Length; i++) part[i] &= other[i];
    }

    static void Or(Span<byte> part, ReadOnlySpan<byte> other)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= other.Length; i += Vector<byte>.Count)
            (new Vector<byte>(part[i..]) | new Vector<byte>(other[i..])).CopyTo(part[i..]);
        for (; i < other.Length; i++) part[i] |= other[i];
    }

    static void Xor(Span<byte> part, ReadOnlySpan<byte> other)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= other.Length; i += Vector<byte>.Count)
            (new Vector<byte>(part[i..]) ^ new Vector<byte>(other[i..])).CopyTo(part[i..]);
        for (; i < other.Length; i++) part[i] ^= other[i];
    }

    static void Invert(Span<byte> part)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= part.Length; i += Vector<byte>.Count)
            (~new Vector<byte>(part[i..])).CopyTo(part[i..]);
        for (; i < part.Length; i++) part[i] = (byte)~part[i];
    }

    public void Dispose() => sources.Dispose();
}
