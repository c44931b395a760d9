using AotKv.Commands.Connections;
using AotKv.Engine;

namespace AotKv.Commands.Debugging;

/// <summary>DEBUG PROTOCOL: a reply of each type, for those who test clients.</summary>
static class SampleReplies
{
    public static void Answer(ReadOnlySpan<byte> type, in Reply reply)
    {
        if (Option.Is(type, "STRING"u8)) reply.Bulk("Hello World"u8);
        else if (Option.Is(type, "INTEGER"u8)) reply.Integer(12345);
        else if (Option.Is(type, "DOUBLE"u8)) reply.Double(3.141);
        else if (Option.Is(type, "BIGNUM"u8)) reply.BigNumber("1234567999999999999999999999999999999"u8);
        else if (Option.Is(type, "NULL"u8)) reply.Null();
        else if (Option.Is(type, "ARRAY"u8)) Array(reply);
        else if (Option.Is(type, "SET"u8)) Set(reply);
        else if (Option.Is(type, "MAP"u8)) Map(reply);
        else if (Option.Is(type, "ATTRIB"u8)) Attribute(reply);
        else if (Option.Is(type, "PUSH"u8)) Push(reply);
        else if (Option.Is(type, "VERBATIM"u8)) reply.Verbatim("txt"u8, "This is a verbatim\nstring"u8);
        else if (Option.Is(type, "TRUE"u8)) reply.Boolean(value: true);
        else if (Option.Is(type, "FALSE"u8)) reply.Boolean(value: false);
        else
        {
            reply.Error(
                "ERR Wrong protocol type name. Please use one of the following: "u8,
                "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false"u8);
        }
    }

    static void Array(in Reply reply)
    {
        reply.Array(3);
        for (var i = 0; i < 3; i++) reply.Integer(i);
    }

    static void Set(in Reply reply)
    {
        reply.Set(3);
        for (var i = 0; i < 3; i++) reply.Integer(i);
    }

    static void Map(in Reply reply)
    {
        reply.Map(3);
        for (var i = 0; i < 3; i++)
        {
            reply.Integer(i);
            reply.Boolean(i == 1);
        }
    }

    static void Attribute(in Reply reply)
    {
        if (reply.IsResp3)
        {
            reply.Attribute(1);
            reply.Bulk("key-popularity"u8);
            reply.Array(2);
            reply.Bulk("key:123"u8);
            reply.Integer(90);
        }
        reply.Bulk("Some real reply following the attribute"u8);
    }

    static void Push(in Reply reply)
    {
        if (!reply.IsResp3)
        {
            reply.Error("ERR RESP2 is not supported by this command"u8);
            return;
        }
        reply.Push(2);
        reply.Bulk("server-cpu-usage"u8);
        reply.Integer(42);
        reply.Bulk("Some real reply following the push reply"u8);
    }
}
