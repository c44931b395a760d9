namespace AotKv.Values.Calls;

/// <summary>A string whose bits are combined, as native/bits.c has it.</summary>
/// <param name="Bytes">Where it begins, outside the managed heap.</param>
/// <param name="Length">How many bytes it has.</param>
readonly record struct BitOperand(nint Bytes, long Length);
