namespace AotKv.Interleavings.Tests;

/// <summary>Somebody outside the server: acts in whole steps.</summary>
interface IActor
{
    /// <summary>Whether it has something to do now.</summary>
    bool IsReady { get; }

    void Act();
}
