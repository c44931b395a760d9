using AotKv.Wire.Checksums;

namespace AotKv.Commands.Debugging;

/// <summary>
/// A digest that grows by parts, as Valkey's DEBUG DIGEST has it: SHA-1 of each part, taken in either with regard to
/// order or without. Lives on the stack of the command.
/// </summary>
ref struct DigestSum(Span<byte> bytes)
{
    readonly Span<byte> bytes = bytes;

    public readonly ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Takes in a part wherever it stands among its like.</summary>
    public readonly void AddUnordered(ReadOnlySpan<byte> part)
    {
        Span<byte> hash = stackalloc byte[Sha1.HashBytes];
        Sha1.Hash(part, hash);
        for (var i = 0; i < hash.Length; i++) bytes[i] ^= hash[i];
    }

    /// <summary>Takes in the next part of what has an order.</summary>
    public readonly void AddNext(ReadOnlySpan<byte> part)
    {
        AddUnordered(part);
        Sha1.Hash(bytes, bytes);
    }
}
