using System.Runtime.InteropServices;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace AotKv.Values.Calls;

/// <summary>
/// native/bits.c and sketches.c: loops that are twice as fast with AVX2, which the ahead-of-time compiler uses only
/// where every processor must have it. No managed memory may move while they run, so short ones do without the
/// transition that lets the collector run beside them, and long work is given to them in pieces.
/// </summary>
static unsafe class VectorCalls
{
    const string Native = "aotkv_native";

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_count_bits")]
    internal static extern long CountBits(byte* bytes, long length);

    [DllImport(Native, EntryPoint = "aotkv_combine_bits")]
    internal static extern void CombineBits(
        int operation, byte* to, long length, BitOperand* operands, int count);

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_has_vectors")]
    internal static extern int HasVectors();

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_raise_registers")]
    internal static extern void RaiseRegisters(byte* dense, byte* registers, int useVectors);

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_pack_registers")]
    internal static extern void PackRegisters(byte* registers, byte* dense, int useVectors);

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_merge_registers")]
    internal static extern void MergeRegisters(byte* to, byte** sources, int count, int useVectors);

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_count_registers")]
    internal static extern void CountRegisters(byte** sources, int count, int* histogram, int useVectors);

    [SuppressGCTransition]
    [DllImport(Native, EntryPoint = "aotkv_count_raised")]
    internal static extern void CountRaised(byte* registers, int* histogram, int useVectors);
}
