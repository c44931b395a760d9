namespace AotKv.Wire.Tests;

/// <summary>A random number generator whose seed is printed by what fails, and read back from AOTKV_SEED.</summary>
public sealed class Seed
{
    Seed(int value)
    {
        Value = value;
        Random = new(value);
    }

    public int Value { get; }
    public Random Random { get; }

    public static Seed ForThisRun() => new(
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_SEED"), out var value) ? value : Environment.TickCount);

    public override string ToString() => $"AOTKV_SEED={Value}";
}
