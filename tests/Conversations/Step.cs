namespace AotKv.Conversations.Tests;

/// <summary>One turn of a conversation: what a client sends, and the reply that is expected.</summary>
sealed class Step
{
    /// <summary>Which of the file's connections speaks; the first is 1.</summary>
    public required int Connection { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>The request as it stands in the file.</summary>
    public required string Request { get; init; }

    /// <summary>The line of the file, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The elements of the reply's arrays, maps and sets may come in any order.</summary>
    public bool IsUnordered { get; init; }

    /// <summary>The request is sent again until the reply is the expected one: for what takes its time.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>A SCAN is followed to its end, and the keys of all its replies are shown as one reply.</summary>
    public bool IsScan { get; init; }

    public List<string> Expected { get; set; } = [];

    /// <summary>The reply is not read here but by a later step: the client waits.</summary>
    public bool IsLeftWaiting => Expected is ["..."];
}
