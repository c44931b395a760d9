namespace AotKv.Engine.Messaging;

/// <summary>
/// Mistakes that can be built in, to see that the tests find them: `-p:Defect=LooksFirst` makes a server with the
/// first, `-p:Defect=StampsLate` one with the second. All false, and so not there, in every other build. The
/// interleaving tests put a class of their own in this one's place.
/// </summary>
public static class Defects
{
#if LOOKS_FIRST
    public static bool LooksFirst => true;
#else
    /// <summary>A shard looks at its inbox before it takes the message that lets a command run, not after.</summary>
    public static bool LooksFirst => false;
#endif

#if STAMPS_LATE
    public static bool StampsLate => true;
#else
    /// <summary>Each part of published work has the time at which its own shard comes to run it.</summary>
    public static bool StampsLate => false;
#endif
}
