using AotKv.Linux.Calls;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>The kernel's randomness. Any thread. Throws where there is none, which only a broken machine has.</summary>
public sealed unsafe class LinuxEntropy : Entropy
{
    public override void Fill(Span<byte> bytes)
    {
        fixed (byte* start = bytes) LinuxException.ThrowIfFailed(ProcessCalls.Random(start, bytes.Length), "getrandom");
    }
}
