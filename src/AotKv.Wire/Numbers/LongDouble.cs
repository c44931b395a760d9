namespace AotKv.Wire.Numbers;

/// <summary>
/// A number of the 80-bit x87 format, which C's long double is where Valkey runs: 64 bits of mantissa, none of them
/// hidden. Sums are rounded to nearest, ties to even, as that hardware does, so INCRBYFLOAT gives the same digits.
/// Subnormal numbers and infinities are there; not-a-number only comes from infinities that cancel.
/// </summary>
public readonly struct LongDouble
{
    /// <summary>The exponent of the smallest subnormal number.</summary>
    internal const int ExponentMin = -16445;

    /// <summary>The highest exponent of a 64-bit mantissa.</summary>
    internal const int ExponentMax = 16384 - 64;

    const int ExponentOfInfinity = int.MaxValue;

    LongDouble(bool isNegative, ulong mantissa, int exponent)
    {
        IsNegative = isNegative;
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public static LongDouble PositiveInfinity => new(isNegative: false, 1, ExponentOfInfinity);
    public static LongDouble NegativeInfinity => new(isNegative: true, 1, ExponentOfInfinity);
    static LongDouble NotANumber => new(isNegative: false, 0, ExponentOfInfinity);

    public bool IsNegative { get; }
    public bool IsFinite => Exponent != ExponentOfInfinity;
    public bool IsNaN => !IsFinite && Mantissa == 0;
    public bool IsZero => Mantissa == 0 && IsFinite;

    /// <summary>The magnitude is the mantissa times 2 to the power <see cref="Exponent"/>.</summary>
    internal ulong Mantissa { get; }

    internal int Exponent { get; }

    /// <summary>The same number, exactly; it must be finite.</summary>
    public static LongDouble FromDouble(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1UL << 52) - 1) | (biased == 0 ? 0 : 1UL << 52);
        return Round(double.IsNegative(value), mantissa, Math.Max(biased, 1) - 1075);
    }

    public LongDouble Negated => new(!IsNegative, Mantissa, Exponent);

    public static LongDouble operator +(LongDouble left, LongDouble right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            if (left.IsNaN || right.IsNaN) return NotANumber;
            if (!left.IsFinite && !right.IsFinite && left.IsNegative != right.IsNegative) return NotANumber;
            return left.IsFinite ? right : left;
        }
        if (left.IsZero && right.IsZero) return new(left.IsNegative && right.IsNegative, 0, ExponentMin);
        if (left.IsZero) return right;
        if (right.IsZero) return left;
        var (large, small) = left.Exponent > right.Exponent
            || (left.Exponent == right.Exponent && left.Mantissa >= right.Mantissa) ? (left, right) : (right, left);

        // 63 bits below the larger mantissa, the top one for a carry. What falls off below them only matters as a
        // sticky bit: then the smaller number is below 2^-62 of the larger, whose sum keeps 64 of its 127 bits.
        var sum = (UInt128)large.Mantissa << 63;
        var distance = large.Exponent - small.Exponent;
        var addend = (UInt128)small.Mantissa << 63;
        var shifted = distance < 128 ? addend >> distance : UInt128.Zero;
        var sticky = distance >= 128 || shifted << distance != addend ? UInt128.One : UInt128.Zero;
        sum = large.IsNegative == small.IsNegative ? sum + (shifted | sticky) : sum - (shifted | sticky);
        return sum == UInt128.Zero
            ? new(isNegative: false, 0, ExponentMin)
            : Round(large.IsNegative, sum, large.Exponent - 63);
    }

    /// <summary>
    /// The number nearest to <paramref name="significand"/> times 2 to the power <paramref name="exponent"/>. Where
    /// the significand was cut, its last bit is set, and it has at least 66 bits.
    /// </summary>
    internal static LongDouble Round(bool isNegative, UInt128 significand, int exponent)
    {
        if (significand == UInt128.Zero) return new(isNegative, 0, ExponentMin);
        var bits = 128 - (int)UInt128.LeadingZeroCount(significand);
        var dropped = Math.Max(bits - 64, ExponentMin - exponent);
        if (dropped <= 0) return Make(isNegative, (ulong)(significand << -dropped), exponent + dropped);
        if (dropped > 128) return new(isNegative, 0, ExponentMin);

        var kept = dropped == 128 ? UInt128.Zero : significand >> dropped;
        var half = UInt128.One << dropped - 1;
        var rest = significand & (half << 1) - 1;
        if (rest > half || (rest == half && (kept & 1) != UInt128.Zero)) kept++;
        return kept >> 64 == UInt128.Zero
            ? Make(isNegative, (ulong)kept, exponent + dropped)
            : Make(isNegative, 1UL << 63, exponent + dropped + 1);
    }

    /// <summary>
    /// The number as seconds in milliseconds: multiplied as the hardware does, rounded up. What is below all 64-bit
    /// integers is the smallest of them; false for what is above, as C's comparison and cast have it.
    /// </summary>
    public bool TryToMilliseconds(out long milliseconds)
    {
        milliseconds = long.MinValue;
        var product = IsFinite ? Round(IsNegative, (UInt128)Mantissa * 1000, Exponent) : this;
        if (!product.IsFinite) return product.IsNegative;
        var dropped = -product.Exponent;
        UInt128 whole;
        if (dropped <= 0) whole = dropped < -63 ? UInt128.MaxValue : (UInt128)product.Mantissa << -dropped;
        else
        {
            whole = dropped > 64 ? UInt128.Zero : (UInt128)product.Mantissa >> dropped;
            var isCut = dropped > 64 ? product.Mantissa != 0 : whole << dropped != product.Mantissa;
            if (isCut && !product.IsNegative) whole++;
        }
        if (product.IsNegative)
        {
            if (whole <= (UInt128)long.MaxValue) milliseconds = -(long)whole;
            return true;
        }
        if (whole > (UInt128)long.MaxValue) return false;
        milliseconds = (long)whole;
        return true;
    }

    static LongDouble Make(bool isNegative, ulong mantissa, int exponent)
    {
        if (exponent <= ExponentMax) return new(isNegative, mantissa, exponent);
        return isNegative ? NegativeInfinity : PositiveInfinity;
    }
}
