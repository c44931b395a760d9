using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
            CombinePart(operation, start, part, piece[..part.Length], scratch);
        }
    }

    /// <summary>
    /// The destination may be a source, so the part is written by the last step only, when all have been read.
    /// </summary>
    readonly void CombinePart(
        BitOperation operation, int start, Span<byte> part, Span<byte> piece, Span<byte> scratch)
    {
        if (sources.Count == 1)
        {
            CopyPart(sources[0].Value.View(scratch), start, part);
            if (operation == BitOperation.Not) Invert(part);
            return;
        }
        CopyPart(sources[0].Value.View(scratch), start, piece);
        for (var i = 1; i < sources.Count; i++)
        {
            var to = i == sources.Count - 1 ? part : piece;
            var other = sources[i].Value.View(scratch);
            other = start < other.Length ? other[start..Math.Min(other.Length, start + part.Length)] : default;
            var rest = piece[other.Length..];
            switch (operation)
            {
                case BitOperation.And:
                    Join<AndBits>(piece, other, to);
                    rest = to[other.Length..];
                    rest.Clear();
                    break;
                case BitOperation.Or: Join<OrBits>(piece, other, to); break;
                case BitOperation.Xor: Join<XorBits>(piece, other, to); break;
            }
            if (i == sources.Count - 1) rest.CopyTo(part[other.Length..]);
        }
    }

    static void CopyPart(ReadOnlySpan<byte> source, int start, Span<byte> part)
    {
        var there = start < source.Length ? source[start..Math.Min(source.Length, start + part.Length)] : default;
        there.CopyTo(part);
        part[there.Length..].Clear();
    }

    /// <summary>Combines as many bytes as the second has. The destination may be the first or the second.</summary>
    static void Join<TBits>(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> to)
        where TBits : struct, IBitJoin
    {
        first = first[..second.Length];
        to = to[..second.Length];
        ref var left = ref MemoryMarshal.GetReference(first);
        ref var right = ref MemoryMarshal.GetReference(second);
        ref var result = ref MemoryMarshal.GetReference(to);
        var at = 0;
        for (; at <= second.Length - 2 * Vector128<byte>.Count; at += 2 * Vector128<byte>.Count)
        {
            var next = (nuint)(at + Vector128<byte>.Count);
            var lower = TBits.Of(Vector128.LoadUnsafe(ref left, (nuint)at), Vector128.LoadUnsafe(ref right, (nuint)at));
            var upper = TBits.Of(Vector128.LoadUnsafe(ref left, next), Vector128.LoadUnsafe(ref right, next));
            lower.StoreUnsafe(ref result, (nuint)at);
            upper.StoreUnsafe(ref result, next);
        }
        for (; at < second.Length; at++)
            to[at] = TBits.Of(Vector128.CreateScalar(first[at]), Vector128.CreateScalar(second[at])).ToScalar();
    }

    interface IBitJoin
    {
        static abstract Vector128<byte> Of(Vector128<byte> left, Vector128<byte> right);
    }

    readonly struct AndBits : IBitJoin
    {
        public static Vector128<byte> Of(Vector128<byte> left, Vector128<byte> right) => left & right;
    }

    readonly struct OrBits : IBitJoin
    {
        public static Vector128<byte> Of(Vector128<byte> left, Vector128<byte> right) => left | right;
    }

    readonly struct XorBits : IBitJoin
    {
        public static Vector128<byte> Of(Vector128<byte> left, Vector128<byte> right) => left ^ right;
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
