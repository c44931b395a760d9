using System.Globalization;
using AotKv.Engine;
using AotKv.Engine.PubSub;

namespace AotKv.Server.Reactor;

/// <summary>A message as its subscribers read it.</summary>
static class PublicationFrame
{
    public static byte[] Of(Publication publication, RespVersion version)
    {
        var isPattern = publication.Kind == SubscriptionKind.Pattern;
        var frame = new MemoryStream(publication.Channel.Length + publication.Message.Length + 96);
        frame.WriteByte((byte)(version == RespVersion.Resp3 ? '>' : '*'));
        frame.Write(isPattern ? "4\r\n"u8 : "3\r\n"u8);
        frame.Write(publication.Kind switch
        {
            SubscriptionKind.Channel => "$7\r\nmessage\r\n"u8,
            SubscriptionKind.Pattern => "$8\r\npmessage\r\n"u8,
            _ => "$8\r\nsmessage\r\n"u8,
        });
        if (isPattern) WriteBulk(frame, publication.Name);
        WriteBulk(frame, publication.Channel);
        WriteBulk(frame, publication.Message);
        return frame.ToArray();
    }

    static void WriteBulk(MemoryStream frame, byte[] text)
    {
        Span<byte> digits = stackalloc byte[20];
        text.Length.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        frame.WriteByte((byte)'$');
        frame.Write(digits[..count]);
        frame.Write("\r\n"u8);
        frame.Write(text);
        frame.Write("\r\n"u8);
    }
}
