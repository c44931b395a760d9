using AotKv.Engine;
using AotKv.Instance.Acl;
using AotKv.Instance.Configuration;

namespace AotKv.Commands.Acl;

/// <summary>Answers ACL GETUSER: all that is laid down for a user.</summary>
static class AclUserReply
{
    const int OwnFields = 3;
    const int SelectorFields = 4;

    public static void Answer(in Reply reply, UserRules rules)
    {
        reply.Map(OwnFields + SelectorFields);
        reply.Bulk("flags"u8);
        string[] flags = [.. rules.Flags];
        reply.Set(flags.Length);
        foreach (var flag in flags) Bulk(reply, flag);
        reply.Bulk("passwords"u8);
        reply.Array(rules.Passwords.Count);
        foreach (var password in rules.Passwords) Bulk(reply, password);
        Answer(reply, rules.Selectors[0]);
        reply.Bulk("selectors"u8);
        reply.Array(rules.Selectors.Count - 1);
        for (var i = 1; i < rules.Selectors.Count; i++)
        {
            reply.Map(SelectorFields);
            Answer(reply, rules.Selectors[i]);
        }
    }

    static void Answer(in Reply reply, Selector selector)
    {
        reply.Bulk("commands"u8);
        Bulk(reply, selector.Commands.ToString());
        reply.Bulk("keys"u8);
        Bulk(reply, selector.KeysText);
        reply.Bulk("channels"u8);
        Bulk(reply, selector.ChannelsText);
        reply.Bulk("databases"u8);
        Bulk(reply, selector.DatabasesText);
    }

    public static void Bulk(in Reply reply, string byteText) => reply.Bulk(ByteText.ToBytes(byteText));
}
