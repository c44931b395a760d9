namespace AotKv.Values.Streams;

/// <summary>An entry that a consumer has not acknowledged: the group has the rest.</summary>
readonly record struct StreamPendingId(StreamId Id) : IStreamItem;
