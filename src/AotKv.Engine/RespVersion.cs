namespace AotKv.Engine;

/// <summary>The protocol a connection speaks: chosen by HELLO.</summary>
public enum RespVersion : byte
{
    Resp2 = 2,
    Resp3 = 3,
}
