namespace AotKv.Values.Collections;

/// <summary>A collection that is not yet the value of any key: how it is held, and where.</summary>
public readonly record struct NewValue(RecordEncoding Encoding, ValueReference Reference);
