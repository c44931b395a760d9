using AotKv.Machine;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>Randomness that is none: nothing in a simulated run may depend on it.</summary>
sealed class SimulatedEntropy : Entropy
{
    public override void Fill(Span<byte> bytes) => bytes.Clear();
}
