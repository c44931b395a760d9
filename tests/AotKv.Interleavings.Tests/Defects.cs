using AotKv.Interleavings.Tests;

namespace AotKv.Engine.Messaging;

/// <summary>In place of the server's own: each simulation says which mistakes are built in.</summary>
public static class Defects
{
    public static bool LooksFirst => Scheduler.Current?.Defect == Defect.LooksFirst;

    public static bool StampsLate => Scheduler.Current?.Defect == Defect.StampsLate;
}
