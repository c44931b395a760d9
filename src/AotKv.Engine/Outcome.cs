namespace AotKv.Engine;

/// <summary>What became of a command that ran.</summary>
public enum Outcome : byte
{
    /// <summary>It is answered.</summary>
    Done,

    /// <summary>It found nothing to do and waits at its keys: it is run again when one of them changes.</summary>
    Park,
}
