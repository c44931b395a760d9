using System.Runtime.InteropServices;

namespace AotKv.Values;

/// <summary>Where a value stands that is too long for its record. The record owns the block.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ValueReference(nint Address, long Length, long Capacity);
