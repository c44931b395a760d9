namespace AotKv.Engine.PubSub;

/// <summary>
/// A message on its way to those who subscribe to one channel or pattern. Immutable; all cores that have some share it.
/// </summary>
/// <param name="Name">What they subscribe to: the pattern, or else the channel.</param>
/// <param name="Channel">The channel that it was sent to.</param>
public sealed record Publication(SubscriptionKind Kind, byte[] Name, byte[] Channel, byte[] Message);
