using AotKv.Instance.Configuration;

namespace AotKv.Instance.Acl;

/// <summary>A rule on channels: those whose names match may be used.</summary>
/// <param name="Text">Byte text.</param>
sealed record ChannelPattern(string Text)
{
    public byte[] Bytes { get; } = ByteText.ToBytes(Text);

    public override string ToString() => Text;
}
