using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace AotKv.Values.Tables;

/// <summary>
/// The 64-bit hash of a key under a secret seed of 128 bits, by rounds of AES. Immutable, for any thread. Whoever does
/// not know the seed cannot choose keys that collide: keys of up to 16 bytes and one length never share the inner
/// state, and two longer ones only where a difference survives two rounds as guessed, which is one in 2^30 at best.
/// A processor without AES instructions computes the same values, slowly.
/// </summary>
public sealed class KeyHasher
{
    const int BlockBytes = 16;

    readonly Vector128<byte> first, second, third;

    public KeyHasher(ulong seedLow, ulong seedHigh)
    {
        var seed = Vector128.Create(seedLow, seedHigh).AsByte();
        // Round constants: the first bits of the fractions of the square roots of 2, 3 and 5.
        first = Expand(seed, 0x6A09E667F3BCC908, 0xB2FB1366EA957D3E);
        second = Expand(first ^ seed, 0xBB67AE8584CAA73B, 0x25742D7078B83B89);
        third = Expand(second ^ seed, 0x3C6EF372FE94F82B, 0xE6C2A5F4A5B4F1B3);
    }

    /// <summary>The hash of a key. All bits are good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(ReadOnlySpan<byte> key)
    {
        if (X86Aes.IsSupported) return Hash<X86Rounds>(key);
        if (ArmAes.IsSupported) return Hash<ArmRounds>(key);
        return HashBySoftware(key);
    }

    /// <summary>The same value without AES instructions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal ulong HashBySoftware(ReadOnlySpan<byte> key) => Hash<SoftwareRounds>(key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong Hash<TRounds>(ReadOnlySpan<byte> key) where TRounds : struct, IAesRounds
    {
        ref var start = ref MemoryMarshal.GetReference(key);
        var length = Vector128.CreateScalar((ulong)(uint)key.Length).AsByte();
        var state = first;
        Vector128<byte> last;
        if (key.Length <= BlockBytes)
        {
            last = LoadShort(ref start, key.Length);
        }
        else
        {
            state = Absorb<TRounds>(ref start, key.Length);
            last = Vector128.LoadUnsafe(ref Unsafe.Add(ref start, key.Length - BlockBytes));
        }
        state = TRounds.Round(state ^ last, second ^ length);
        state = TRounds.Round(state, third);
        state = TRounds.Round(state, first);
        return state.AsUInt64().ToScalar();
    }

    /// <summary>All blocks but the last 1 to 16 bytes, which may overlap what is absorbed here.</summary>
    Vector128<byte> Absorb<TRounds>(ref byte start, int length) where TRounds : struct, IAesRounds
    {
        var state = first;
        for (var done = 0; done < length - BlockBytes; done += BlockBytes)
        {
            state ^= Vector128.LoadUnsafe(ref Unsafe.Add(ref start, done));
            state = TRounds.Round(TRounds.Round(state, second), third);
        }
        return state;
    }

    /// <summary>Up to 16 bytes: two words that may overlap, so that nothing outside of the key is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> LoadShort(ref byte start, int length)
    {
        if (length >= 8)
        {
            return Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref start),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8))).AsByte();
        }
        return LoadTiny(ref start, length);
    }

    static Vector128<byte> LoadTiny(ref byte start, int length)
    {
        if (length >= 4)
        {
            ulong low = Unsafe.ReadUnaligned<uint>(ref start);
            ulong high = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
            return Vector128.Create(low, high).AsByte();
        }
        if (length == 0) return Vector128<byte>.Zero;
        var middle = Unsafe.Add(ref start, length >> 1);
        return Vector128.CreateScalar((uint)(start | middle << 8 | Unsafe.Add(ref start, length - 1) << 16)).AsByte();
    }

    static Vector128<byte> Expand(Vector128<byte> state, ulong low, ulong high)
    {
        var constant = Vector128.Create(low, high).AsByte();
        for (var round = 0; round < 4; round++) state = SoftwareRounds.Round(state ^ constant, constant);
        return state;
    }

    /// <summary>One round of AES: shift rows, substitute bytes, mix columns, add the round key.</summary>
    interface IAesRounds
    {
        static abstract Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key);
    }

    readonly struct X86Rounds : IAesRounds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) =>
            X86Aes.Encrypt(state, key);
    }

    readonly struct ArmRounds : IAesRounds
    {
        // Arm adds its key before the substitution: zero there, and ours afterwards.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) =>
            ArmAes.MixColumns(ArmAes.Encrypt(state, Vector128<byte>.Zero)) ^ key;
    }

    readonly struct SoftwareRounds : IAesRounds
    {
        public static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key) =>
            SoftwareAes.Round(state) ^ key;
    }
}
