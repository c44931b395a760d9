using System.Globalization;
using System.Text;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;
using AotKv.Memory;
using AotKv.Wire.Text;

namespace AotKv.Instance.Observation;

/// <summary>What MONITOR shows of a command: time, database, client and the quoted arguments.</summary>
public static class MonitorLine
{
    public static byte[] Of(
        in Call call, CommandInfo command, Session client, long unixMicroseconds,
        Configuration.Configuration configuration)
    {
        var where = client.Host.IsLocalSocket ? "unix:" + client.Server.Configuration.Current.UnixSocket
            : client.Host.PeerAddress;
        var text = new StringBuilder("+");
        text.Append(CultureInfo.InvariantCulture,
            $"{unixMicroseconds / 1_000_000}.{unixMicroseconds % 1_000_000:D6} [{call.Context.Database} {where}]");
        for (var i = 0; i < call.Count; i++)
        {
            var isHidden = Redaction.Hides(call, command.Name, i, configuration);
            text.Append(' ').Append(ConfigurationLine.Quote(ByteText.FromBytes(isHidden ? Redaction.Text : call[i])));
        }
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }
}
