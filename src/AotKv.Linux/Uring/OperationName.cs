namespace AotKv.Linux.Uring;

/// <summary>
/// The user data of an operation: what it is for, the socket, and which of the connections that had this descriptor,
/// so that a completion that comes late is never taken for another connection's.
/// </summary>
//   63      56 55            32 31            0
//  | purpose  | generation     | descriptor    |
readonly struct OperationName(ulong word)
{
    internal const uint GenerationMask = (1 << 24) - 1;
    const int GenerationShift = 32;
    const int PurposeShift = 56;

    internal OperationName(RingPurpose purpose, int descriptor, uint generation)
        : this((uint)descriptor | ((ulong)generation << GenerationShift) | ((ulong)purpose << PurposeShift))
    {
    }

    internal ulong Word => word;

    internal RingPurpose Purpose => (RingPurpose)(word >> PurposeShift);

    internal int Descriptor => (int)(uint)word;

    internal uint Generation => (uint)(word >> GenerationShift) & GenerationMask;
}
