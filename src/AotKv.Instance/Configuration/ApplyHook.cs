namespace AotKv.Instance.Configuration;

/// <summary>
/// Applies new values to the running feature that owns them, during CONFIG SET. False, with a reason in Valkey's words
/// or null for none, makes CONFIG SET fail: the hook is then called again with the old settings.
/// </summary>
public delegate bool ApplyHook(Settings settings, out string? reason);
