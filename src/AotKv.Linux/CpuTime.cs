namespace AotKv.Linux;

/// <summary>CPU time used, in microseconds.</summary>
public readonly record struct CpuTime(long UserMicroseconds, long SystemMicroseconds);
