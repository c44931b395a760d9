using System.Diagnostics;

namespace AotKv.Engine.Messaging;

/// <summary>
/// The places where what another core does next can make a difference. Compiles to nothing: the interleaving tests
/// compile these sources with a class of their own in this one's place, which lets a seed decide who goes on.
/// </summary>
static class Interleaving
{
    /// <summary>Another core may act here.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void Point()
    {
    }

    /// <summary>Takes a lock that others hold for a few stores only.</summary>
    public static void Enter(ref SpinLock gate)
    {
        var taken = false;
        gate.Enter(ref taken);
    }
}
