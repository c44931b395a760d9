namespace AotKv.Linux;

/// <summary>What a listening socket speaks, by the kernel's numbers.</summary>
public enum TransportProtocol
{
    Tcp = 0,
    MultipathTcp = 262,
}
