namespace AotKv.Instance.Configuration;

/// <summary>Which channels a new ACL user may use.</summary>
public enum ChannelDefault
{
    AllChannels,
    ResetChannels,
}
