using System.Numerics;

namespace AotKv.Wire.Numbers;

/// <summary>
/// The digits of a double by Grisu2 (F. Loitsch, Printing Floating-Point Numbers Quickly and Accurately with Integers,
/// 2010). They always read back as the same double, and are nearly always the fewest that do. Nearly: about one double
/// in a thousand gets a digit more. Valkey prints scores this way, so a truly shortest printer would differ from it;
/// the choice among the powers of ten matters for the same reason.
/// </summary>
static class ShortestDigits
{
    /// <summary>The most digits that come out.</summary>
    public const int CountMax = 18;

    const int FractionBits = 52;
    const int ExponentBias = 1023 + FractionBits;
    const ulong HiddenBit = 1UL << FractionBits;

    const int FirstPower = -348;
    const int PowerStep = 8;
    const int ScaledExponentMin = -60;
    const int ScaledExponentMax = -32;

    /// <summary>
    /// Writes the digits of a positive, finite <paramref name="value"/> and returns their number. The value is the
    /// integer they make, times 10 to the power <paramref name="scale"/>.
    /// </summary>
    public static int Write(double value, Span<byte> digits, out int scale)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> FractionBits) & 0x7FF;
        var mantissa = bits & HiddenBit - 1 | (biased == 0 ? 0 : HiddenBit);
        var exponent = Math.Max(biased, 1) - ExponentBias;

        // The halves towards both neighbours, all three numbers with the same exponent and the top bit of upper set.
        // Below a power of two the neighbour is only half as far.
        var shift = BitOperations.LeadingZeroCount(mantissa);
        exponent -= shift;
        var middle = mantissa << shift;
        var upper = (mantissa << 1) + 1 << shift - 1;
        var lower = mantissa == HiddenBit ? (mantissa << 2) - 1 << shift - 2 : (mantissa << 1) - 1 << shift - 1;

        var power = FindPower(exponent, out var powerIndex);
        scale = -(FirstPower + powerIndex * PowerStep);
        middle = MultiplyHigh(middle, power);
        upper = MultiplyHigh(upper, power) - 1;
        lower = MultiplyHigh(lower, power) + 1;
        exponent += PowerExponent(powerIndex) + 64;
        return Generate(digits, -exponent, upper, upper - middle, upper - lower, ref scale);
    }

    /// <summary>
    /// Writes digits of <paramref name="upper"/>, which has <paramref name="fractionBits"/> bits after the point, until
    /// the rest is within <paramref name="tolerance"/>, then moves the last digit towards the middle.
    /// </summary>
    static int Generate(
        Span<byte> digits, int fractionBits, ulong upper, ulong toMiddle, ulong tolerance, ref int scale)
    {
        var one = 1UL << fractionBits;
        var integer = (uint)(upper >> fractionBits);
        var fraction = upper & one - 1;
        var count = 0;
        var left = 10;
        for (var unit = 1_000_000_000u; left > 0; unit /= 10)
        {
            var digit = integer / unit;
            integer -= digit * unit;
            if (digit != 0 || count != 0) digits[count++] = (byte)('0' + digit);
            left--;
            var rest = ((ulong)integer << fractionBits) + fraction;
            if (rest > tolerance) continue;
            scale += left;
            RoundLast(ref digits[count - 1], tolerance, rest, (ulong)unit << fractionBits, toMiddle);
            return count;
        }
        while (true)
        {
            fraction *= 10;
            tolerance *= 10;
            toMiddle *= 10;
            left--;
            var digit = fraction >> fractionBits;
            if (digit != 0 || count != 0) digits[count++] = (byte)('0' + digit);
            fraction &= one - 1;
            if (fraction >= tolerance) continue;
            scale += left;
            RoundLast(ref digits[count - 1], tolerance, fraction, one, toMiddle);
            return count;
        }
    }

    /// <summary>Lowers the last digit while that stays in the interval and comes closer to the middle.</summary>
    static void RoundLast(ref byte digit, ulong tolerance, ulong rest, ulong unit, ulong toMiddle)
    {
        while (rest < toMiddle && tolerance - rest >= unit
            && (rest + unit < toMiddle || toMiddle - rest > rest + unit - toMiddle))
        {
            digit--;
            rest += unit;
        }
    }

    /// <summary>
    /// A power of ten that brings the exponent into the range that <see cref="Generate"/> can work in. Often two
    /// would do; the estimate decides, as in Valkey.
    /// </summary>
    static ulong FindPower(int exponent, out int index)
    {
        const double logOfTwo = 0.30102999566398114;
        index = ((int)(-(exponent + Powers.Length) * logOfTwo) - FirstPower) / PowerStep;
        while (true)
        {
            var scaled = exponent + PowerExponent(index) + 64;
            if (scaled < ScaledExponentMin) index++;
            else if (scaled > ScaledExponentMax) index--;
            else return Powers[index];
        }
    }

    /// <summary>The binary exponent of a power: the floor of its logarithm, less 63 for the mantissa.</summary>
    static int PowerExponent(int index) => ((FirstPower + index * PowerStep) * 217_706 >> 16) - 63;

    static ulong MultiplyHigh(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high + (low >> 63);
    }

    /// <summary>10 to the powers -348, -340, ... 340: 64 bits each, the top one set, rounded to nearest.</summary>
    static ReadOnlySpan<ulong> Powers =>
    [
        0xFA8FD5A0081C0288, 0xBAAEE17FA23EBF76, 0x8B16FB203055AC76, 0xCF42894A5DCE35EA, 0x9A6BB0AA55653B2D,
        0xE61ACF033D1A45DF, 0xAB70FE17C79AC6CA, 0xFF77B1FCBEBCDC4F, 0xBE5691EF416BD60C, 0x8DD01FAD907FFC3C,
        0xD3515C2831559A83, 0x9D71AC8FADA6C9B5, 0xEA9C227723EE8BCB, 0xAECC49914078536D, 0x823C12795DB6CE57,
        0xC21094364DFB5637, 0x9096EA6F3848984F, 0xD77485CB25823AC7, 0xA086CFCD97BF97F4, 0xEF340A98172AACE5,
        0xB23867FB2A35B28E, 0x84C8D4DFD2C63F3B, 0xC5DD44271AD3CDBA, 0x936B9FCEBB25C996, 0xDBAC6C247D62A584,
        0xA3AB66580D5FDAF6, 0xF3E2F893DEC3F126, 0xB5B5ADA8AAFF80B8, 0x87625F056C7C4A8B, 0xC9BCFF6034C13053,
        0x964E858C91BA2655, 0xDFF9772470297EBD, 0xA6DFBD9FB8E5B88F, 0xF8A95FCF88747D94, 0xB94470938FA89BCF,
        0x8A08F0F8BF0F156B, 0xCDB02555653131B6, 0x993FE2C6D07B7FAC, 0xE45C10C42A2B3B06, 0xAA242499697392D3,
        0xFD87B5F28300CA0E, 0xBCE5086492111AEB, 0x8CBCCC096F5088CC, 0xD1B71758E219652C, 0x9C40000000000000,
        0xE8D4A51000000000, 0xAD78EBC5AC620000, 0x813F3978F8940984, 0xC097CE7BC90715B3, 0x8F7E32CE7BEA5C70,
        0xD5D238A4ABE98068, 0x9F4F2726179A2245, 0xED63A231D4C4FB27, 0xB0DE65388CC8ADA8, 0x83C7088E1AAB65DB,
        0xC45D1DF942711D9A, 0x924D692CA61BE758, 0xDA01EE641A708DEA, 0xA26DA3999AEF774A, 0xF209787BB47D6B85,
        0xB454E4A179DD1877, 0x865B86925B9BC5C2, 0xC83553C5C8965D3D, 0x952AB45CFA97A0B3, 0xDE469FBD99A05FE3,
        0xA59BC234DB398C25, 0xF6C69A72A3989F5C, 0xB7DCBF5354E9BECE, 0x88FCF317F22241E2, 0xCC20CE9BD35C78A5,
        0x98165AF37B2153DF, 0xE2A0B5DC971F303A, 0xA8D9D1535CE3B396, 0xFB9B7CD9A4A7443C, 0xBB764C4CA7A44410,
        0x8BAB8EEFB6409C1A, 0xD01FEF10A657842C, 0x9B10A4E5E9913129, 0xE7109BFBA19C0C9D, 0xAC2820D9623BF429,
        0x80444B5E7AA7CF85, 0xBF21E44003ACDD2D, 0x8E679C2F5E44FF8F, 0xD433179D9C8CB841, 0x9E19DB92B4E31BA9,
        0xEB96BF6EBADF77D9, 0xAF87023B9BF0EE6B,
    ];
}
