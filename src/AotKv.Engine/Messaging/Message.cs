namespace AotKv.Engine.Messaging;

/// <summary>What crosses from one core to another: by value, in a ring.</summary>
public readonly record struct Message(MessageKind Kind, object? Subject);
