using System.Buffers.Binary;
using System.Numerics;

namespace AotKv.Wire.Checksums;

/// <summary>
/// SHA-1 (FIPS 180-4), for names and digests that clients know by it, not for security. Of its own because the
/// framework's needs a library of the system at run time.
/// </summary>
public static class Sha1
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashBytes = 20;

    const int BlockBytes = 64;
    const int LengthBytes = 8;

    /// <summary>Hashes <paramref name="data"/> into the first 20 bytes of <paramref name="hash"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        var whole = data.Length - data.Length % BlockBytes;
        for (var at = 0; at < whole; at += BlockBytes) Mix(state, data.Slice(at, BlockBytes));

        // The rest, a bit, zeros, and the length in bits at the end of a block.
        Span<byte> last = stackalloc byte[2 * BlockBytes];
        last.Clear();
        var rest = data[whole..];
        rest.CopyTo(last);
        last[rest.Length] = 0x80;
        var end = rest.Length + 1 + LengthBytes <= BlockBytes ? BlockBytes : 2 * BlockBytes;
        BinaryPrimitives.WriteUInt64BigEndian(last[(end - LengthBytes)..], (ulong)data.Length * 8);
        for (var at = 0; at < end; at += BlockBytes) Mix(state, last.Slice(at, BlockBytes));
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(hash[(i * 4)..], state[i]);
    }

    static void Mix(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[80];
        for (var i = 0; i < 16; i++) words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        for (var i = 16; i < words.Length; i++)
            words[i] = BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var i = 0; i < words.Length; i++)
        {
            var (chosen, constant) = i switch
            {
                < 20 => (b & c | ~b & d, 0x5A827999u),
                < 40 => (b ^ c ^ d, 0x6ED9EBA1u),
                < 60 => (b & c | b & d | c & d, 0x8F1BBCDCu),
                _ => (b ^ c ^ d, 0xCA62C1D6u),
            };
            var next = BitOperations.RotateLeft(a, 5) + chosen + e + constant + words[i];
            (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, next);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}
