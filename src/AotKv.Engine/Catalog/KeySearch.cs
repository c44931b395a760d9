namespace AotKv.Engine.Catalog;

/// <summary>What a <see cref="KeyFinder"/> looks for.</summary>
public enum KeySearch : byte
{
    Keys,

    /// <summary>Also what is no key but says the slot: the channels of SSUBSCRIBE and its like.</summary>
    KeysAndShardChannels,
}
