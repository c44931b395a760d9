namespace AotKv.Instance.Configuration;

/// <summary>Adjustments of the out-of-memory score.</summary>
public sealed record OomScoreValues(int Primary, int Replica, int Background);
