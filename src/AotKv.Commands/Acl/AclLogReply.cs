using AotKv.Engine;
using AotKv.Instance.Acl;

namespace AotKv.Commands.Acl;

/// <summary>Answers ACL LOG.</summary>
static class AclLogReply
{
    const int Fields = 10;

    public static void Answer(in Reply reply, AccessLogEntry entry, long now)
    {
        reply.Map(Fields);
        reply.Bulk("count"u8);
        reply.Integer(entry.Count);
        Text(reply, "reason"u8, entry.Reason);
        Text(reply, "context"u8, entry.Context);
        Text(reply, "object"u8, entry.Object);
        Text(reply, "username"u8, entry.User);
        reply.Bulk("age-seconds"u8);
        reply.Double((now - entry.UpdatedAt) / 1000.0);
        Text(reply, "client-info"u8, entry.Client);
        reply.Bulk("entry-id"u8);
        reply.Integer(entry.Id);
        reply.Bulk("timestamp-created"u8);
        reply.Integer(entry.CreatedAt);
        reply.Bulk("timestamp-last-updated"u8);
        reply.Integer(entry.UpdatedAt);
    }

    static void Text(in Reply reply, ReadOnlySpan<byte> name, string byteText)
    {
        reply.Bulk(name);
        AclUserReply.Bulk(reply, byteText);
    }
}
