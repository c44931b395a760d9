// Files' modes, as everything under test, exist on Linux only.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
