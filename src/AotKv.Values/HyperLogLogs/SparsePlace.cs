namespace AotKv.Values.HyperLogLogs;

/// <summary>Where a run stands among sparse registers.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Previous">The first byte of the run before it, or -1.</param>
/// <param name="FirstRegister">Its first register.</param>
/// <param name="Run">The run itself.</param>
readonly record struct SparsePlace(int Offset, int Previous, int FirstRegister, SparseRun Run);
