global using static AotKv.Linux.Calls.NativeLibraryName;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace AotKv.Linux.Calls;

/// <summary>
/// The name under which native/ is linked: into the executable when compiled ahead of time, else a shared library
/// beside it. Every call answers -errno where it fails.
/// </summary>
static class NativeLibraryName
{
    internal const string Native = "aotkv_native";
}
