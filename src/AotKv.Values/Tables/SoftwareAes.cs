using System.Runtime.Intrinsics;

namespace AotKv.Values.Tables;

/// <summary>One round of AES (FIPS 197) without its key, for processors without the instruction. Stateless.</summary>
static class SoftwareAes
{
    static readonly byte[] Substitution = MakeSubstitution();

    /// <summary>Shift rows, substitute bytes, mix columns. Byte 4 * column + row, as the processors have it.</summary>
    public static Vector128<byte> Round(Vector128<byte> state)
    {
        Span<byte> input = stackalloc byte[16];
        Span<byte> output = stackalloc byte[16];
        state.CopyTo(input);
        for (var column = 0; column < 4; column++)
        {
            var a = Substitution[input[4 * column]];
            var b = Substitution[input[(4 * column + 5) & 15]];
            var c = Substitution[input[(4 * column + 10) & 15]];
            var d = Substitution[input[(4 * column + 15) & 15]];
            var all = a ^ b ^ c ^ d;
            output[4 * column] = (byte)(a ^ all ^ Double(a ^ b));
            output[4 * column + 1] = (byte)(b ^ all ^ Double(b ^ c));
            output[4 * column + 2] = (byte)(c ^ all ^ Double(c ^ d));
            output[4 * column + 3] = (byte)(d ^ all ^ Double(d ^ a));
        }
        return Vector128.Create<byte>(output);
    }

    /// <summary>Multiplies by x in the field of AES, modulo x^8 + x^4 + x^3 + x + 1.</summary>
    static int Double(int value) => ((value << 1) ^ ((value & 0x80) != 0 ? 0x11B : 0)) & 0xFF;

    /// <summary>Walks the field by its generator 3 and, in step, the inverses; then the affine map.</summary>
    static byte[] MakeSubstitution()
    {
        var table = new byte[256];
        int value = 1, inverse = 1;
        do
        {
            value ^= Double(value);
            inverse ^= inverse << 1;
            inverse ^= inverse << 2;
            inverse ^= inverse << 4;
            inverse &= 0xFF;
            if ((inverse & 0x80) != 0) inverse ^= 0x09;
            table[value] = (byte)(inverse ^ Rotate(inverse, 1) ^ Rotate(inverse, 2) ^ Rotate(inverse, 3)
                ^ Rotate(inverse, 4) ^ 0x63);
        }
        while (value != 1);
        table[0] = 0x63;
        return table;
    }

    static int Rotate(int value, int bits) => ((value << bits) | (value >> (8 - bits))) & 0xFF;
}
