using System.Text;
using AotKv.Engine;
using AotKv.Instance;
using AotKv.Instance.Sessions;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Connections;

/// <summary>The options of a HELLO: positions among its arguments, 0 where an option is absent.</summary>
readonly record struct HelloRequest(RespVersion? Version, int User, int Name)
{
    public bool HasCredentials => User > 0;

    /// <summary>Reads the options; false where they are wrong, which is answered.</summary>
    public static bool TryRead(in Call call, Session session, in Reply reply, out HelloRequest request)
    {
        request = default;
        RespVersion? version = null;
        if (call.Count > 1)
        {
            if (!IntegerText.TryParse(call[1], out var number))
            {
                reply.Error("ERR Protocol version is not an integer or out of range"u8);
                return false;
            }
            if (number is not (2 or 3))
            {
                reply.Error("NOPROTO unsupported protocol version"u8);
                return false;
            }
            version = (RespVersion)number;
        }
        int user = 0, name = 0;
        for (var at = 2; at < call.Count; at++)
        {
            var left = call.Count - 1 - at;
            if (Option.Is(call[at], "AUTH"u8) && left >= 2)
            {
                user = at + 1;
                at += 2;
            }
            else if (Option.Is(call[at], "SETNAME"u8) && left >= 1)
            {
                name = ++at;
                if (!ClientText.IsValid(call[name]))
                {
                    reply.Error("ERR Client names cannot contain spaces, newlines or special characters."u8);
                    return false;
                }
            }
            else
            {
                var option = Encoding.UTF8.GetString(call[at]);
                reply.Error(Encoding.UTF8.GetBytes($"ERR Syntax error in HELLO option '{option}'"));
                return false;
            }
        }
        request = new(version, user, name);
        return true;
    }

    /// <summary>Says what server this is.</summary>
    public void Answer(Session session, in Reply reply)
    {
        var settings = session.Server.Configuration.Current;
        var zone = settings.AvailabilityZone;
        var isRedis = settings.ExtendedRedisCompatibility;
        reply.Map(zone.Length > 0 ? 8 : 7);
        reply.Bulk("server"u8);
        reply.Bulk(isRedis ? "redis"u8 : "valkey"u8);
        reply.Bulk("version"u8);
        reply.Bulk(Encoding.ASCII.GetBytes(isRedis ? ServerVersion.RedisCompatible : ServerVersion.Compatible));
        reply.Bulk("proto"u8);
        reply.Integer((long)session.Version);
        reply.Bulk("id"u8);
        reply.Integer(session.Id);
        reply.Bulk("mode"u8);
        reply.Bulk("standalone"u8);
        reply.Bulk("role"u8);
        reply.Bulk("master"u8);
        reply.Bulk("modules"u8);
        reply.Array(0);
        if (zone.Length == 0) return;
        reply.Bulk("availability_zone"u8);
        reply.Bulk(Encoding.UTF8.GetBytes(zone));
    }
}
