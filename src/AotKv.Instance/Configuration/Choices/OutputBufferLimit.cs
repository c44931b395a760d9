namespace AotKv.Instance.Configuration;

/// <summary>How much a client may leave unread; 0 is no limit.</summary>
public readonly record struct OutputBufferLimit(ulong HardBytes, ulong SoftBytes, int SoftSeconds);
